package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a Spring Cloud Function application, as Spring's own documentation shows it")
final class SpringEndToEnd {
  /** Not all at once: each starts Spring several times, and a run of Maven's has its limit. */
  private static final List<String> CLOUDS = List.of("aws,azure", "gcp,knative");

  @TempDir Path directory;

  @Test
  @DisplayName("answers alike on all four clouds, and is unchanged the second time")
  void allClouds() throws Exception {
    Project project = Project.example("spring-uppercase", directory.resolve("spring-uppercase"));
    for (String clouds : CLOUDS) {
      Maven.Result first = deploy(project, clouds);
      assertEquals(all(clouds, "created"), actions(first), first.output());
      assertEquals(2, first.output().split("HELLO", -1).length - 1, first.output());

      Maven.Result second = deploy(project, clouds);
      assertEquals(all(clouds, "unchanged"), actions(second), second.output());
    }
  }

  @Test
  @DisplayName("is refused with the line where a key is wrong")
  void refused() throws Exception {
    Project project = Project.example("spring-uppercase", directory.resolve("spring-uppercase"));
    String pom = project.read("pom.xml");
    project.write("pom.xml", pom.replace("<access>public</access>", "<acess>public</acess>"));
    Maven.Result misspelt =
        Maven.in(project.directory()).run("portolan:plan", "-Dprovider=knative", "-Dsandbox");
    assertNotEquals(0, misspelt.exitCode());
    assertTrue(misspelt.output().contains("pom.xml:" + project.line("<acess>")), misspelt.output());
    assertTrue(misspelt.output().contains("did you mean 'access'?"), misspelt.output());
  }

  private static Maven.Result deploy(Project project, String clouds) {
    Maven.Result result =
        Maven.in(project.directory())
            .run("portolan:deploy", "-Dprovider=" + clouds, "-Dsandbox", "-DskipTests");
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }

  private static Map<String, String> all(String clouds, String action) {
    Map<String, String> actions = new TreeMap<>();
    for (String cloud : clouds.split(",")) {
      actions.put(cloud, action);
    }
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
