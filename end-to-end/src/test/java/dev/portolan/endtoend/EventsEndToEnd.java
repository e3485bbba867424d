package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example whose functions only events call")
final class EventsEndToEnd {
  private static final String BOTH = "-Dprovider=gcp,knative";

  @TempDir Path directory;

  @Test
  @DisplayName("is deployed, takes an event by hand, writes its manifests, and leaves nothing")
  void events() throws Exception {
    Project orders = Project.example("orders", directory.resolve("orders"));
    Maven maven = Maven.in(orders.directory());
    Maven.Result first =
        run(maven, "portolan:deploy", BOTH, "-Dportolan.knative.manifests=manifests");
    assertTrue(first.output().contains("(topic orders, type com.example.order.placed)"));
    assertTrue(first.output().contains("(schedule 0 2 * * *, Europe/Rome)"), first.output());
    assertEquals(4, first.report().path("results").size());
    assertEquals(2, manifests(orders), "one file for each function");
    for (JsonNode result : first.report().path("results")) {
      assertEquals("created", result.path("action").asText(), result.toString());
      assertTrue(result.path("url").isNull(), result.toString());
    }
    for (String cloud : List.of("gcp", "knative")) {
      run(
          maven,
          "portolan:invoke",
          "-Dprovider=" + cloud,
          "-Dfunction=send-receipt",
          "-Ddata={\"id\":\"4711\",\"cents\":995}");
    }
    Maven.Result log = run(maven, "portolan:logs", "-Dprovider=gcp", "-Dfunction=send-receipt");
    assertTrue(log.output().contains("receipt for order 4711"), log.output());
    Maven.Result again = run(maven, "portolan:deploy", BOTH);
    for (JsonNode result : again.report().path("results")) {
      assertEquals("unchanged", result.path("action").asText(), result.toString());
    }
    Maven.Result gone = run(maven, "portolan:destroy", BOTH);
    for (JsonNode result : gone.report().path("results")) {
      assertEquals("deleted", result.path("action").asText(), result.toString());
    }
  }

  private static long manifests(Project project) throws Exception {
    try (Stream<Path> files = Files.list(project.directory().resolve("manifests"))) {
      return files.count();
    }
  }

  private static Maven.Result run(Maven maven, String goal, String... more) {
    String[] arguments =
        Stream.concat(Stream.of(goal, "-Dsandbox"), Stream.of(more)).toArray(String[]::new);
    Maven.Result result = maven.run(arguments);
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }
}
