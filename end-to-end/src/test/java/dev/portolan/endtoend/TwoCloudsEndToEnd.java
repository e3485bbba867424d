package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example, on two clouds at once")
final class TwoCloudsEndToEnd {
  private static final String[] BOTH = {"-Dprovider=aws,knative", "-Dsandbox"};

  @TempDir Path directory;

  @Test
  @DisplayName("answers alike from one build output, in one report, and leaves nothing")
  void twoClouds() throws Exception {
    Project hello = Project.example("hello", directory.resolve("hello"));
    Maven maven = Maven.in(hello.directory());

    Maven.Result first = run(maven, "portolan:deploy");
    assertEquals(Map.of("aws", "created", "knative", "created"), actions(first));
    assertEquals(2, first.output().split("Hello, Ada!", -1).length - 1, first.output());
    byte[] jar = Files.readAllBytes(hello.directory().resolve("target/hello-1.0.jar"));

    Maven.Result second = run(maven, "portolan:deploy");
    assertEquals(Map.of("aws", "unchanged", "knative", "unchanged"), actions(second));
    for (JsonNode result : second.report().path("results")) {
      assertEquals(0, result.path("apiCalls").path("mutations").asInt(), result.toString());
    }
    assertTrue(
        Arrays.equals(jar, Files.readAllBytes(hello.directory().resolve("target/hello-1.0.jar"))));

    run(maven, "portolan:destroy");
    Maven.Result status = run(maven, "portolan:status");
    assertTrue(status.output().contains("nothing is deployed at aws"), status.output());
    assertTrue(status.output().contains("nothing is deployed at knative"), status.output());
  }

  private static Maven.Result run(Maven maven, String goal) {
    Maven.Result result = maven.run(goal, BOTH[0], BOTH[1]);
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }

  private static Map<String, String> actions(Maven.Result result) {
    Map<String, String> actions = new TreeMap<>();
    for (JsonNode each : result.report().path("results")) {
      actions.put(each.path("provider").asText(), each.path("action").asText());
    }
    return actions;
  }
}
