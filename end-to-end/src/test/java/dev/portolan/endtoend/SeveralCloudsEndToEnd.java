package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example, on several clouds at once")
final class SeveralCloudsEndToEnd {
  private static final List<String> CLOUDS = List.of("aws", "azure", "gcp", "knative");

  @TempDir Path directory;

  @Test
  @DisplayName("answers alike from one build output, in one report, and leaves nothing")
  void allClouds() throws Exception {
    Project hello = Project.example("hello", directory.resolve("hello"));
    Path built = hello.directory().resolve("target/hello-1.0.jar");

    Maven.Result first = run(hello, "portolan:deploy");
    assertEquals(all("created"), actions(first), first.output());
    assertEquals(CLOUDS.size(), first.output().split("Hello, Ada!", -1).length - 1, first.output());
    byte[] jar = Files.readAllBytes(built);

    Maven.Result second = run(hello, "portolan:deploy");
    assertEquals(all("unchanged"), actions(second), second.output());
    for (JsonNode result : second.report().path("results")) {
      assertEquals(0, result.path("apiCalls").path("mutations").asInt(), result.toString());
    }
    assertArrayEquals(jar, Files.readAllBytes(built), "the build output is never touched");

    run(hello, "portolan:destroy");
    Maven.Result status = run(hello, "portolan:status");
    for (String cloud : CLOUDS) {
      assertTrue(status.output().contains("nothing is deployed at " + cloud), status.output());
    }
  }

  @Test
  @DisplayName("runs on Cloud Run in place of Cloud Functions by one setting")
  void otherTarget() throws Exception {
    Project hello = Project.example("hello", directory.resolve("hello"));
    Maven maven = Maven.in(hello.directory());
    Maven.Result onRun =
        maven.run("portolan:deploy", "-Dprovider=gcp", "-Dsandbox", "-Dportolan.gcp.target=run");
    assertEquals(0, onRun.exitCode(), onRun.output());
    assertTrue(onRun.output().contains("Hello, Ada!"), onRun.output());

    Maven.Result other = maven.run("portolan:deploy", "-Dprovider=gcp", "-Dsandbox");
    assertNotEquals(0, other.exitCode(), other.output());
    assertTrue(other.output().contains("portolan.gcp.target=run"), other.output());

    Maven.Result gone =
        maven.run("portolan:destroy", "-Dprovider=gcp", "-Dsandbox", "-Dportolan.gcp.target=run");
    assertEquals("deleted", gone.result().path("action").asText(), gone.output());
  }

  private static Maven.Result run(Project project, String goal) {
    Maven.Result result =
        Maven.in(project.directory())
            .run(goal, "-Dprovider=" + String.join(",", CLOUDS), "-Dsandbox");
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }

  private static Map<String, String> all(String action) {
    Map<String, String> actions = new TreeMap<>();
    CLOUDS.forEach(cloud -> actions.put(cloud, action));
    return actions;
  }

  private static Map<String, String> actions(Maven.Result result) {
    Map<String, String> actions = new TreeMap<>();
    for (JsonNode each : result.report().path("results")) {
      actions.put(each.path("provider").asText(), each.path("action").asText());
    }
    return actions;
  }
}
