package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a project in another language than Java")
final class LanguagesEndToEnd {
  private static final String FOUR = "-Dprovider=aws,azure,gcp,knative";

  @TempDir Path directory;

  @Test
  @DisplayName("in Kotlin, of which one function suspends, is tied to nothing and answers at four")
  void kotlin() throws Exception {
    Project hello = Project.example("hello-kotlin", directory.resolve("hello"));
    Maven maven = Maven.in(hello.directory());
    Maven.Result result =
        maven.run("portolan:check", "portolan:deploy", FOUR, "-Dsandbox", "-Dmaven.test.skip=true");
    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains("0 findings; lock-in: aws 0"), result.output());
    assertEquals(8, result.report().path("results").size(), "two functions at four clouds");
    for (JsonNode each : result.report().path("results")) {
      assertEquals("created", each.path("action").asText(), each.toString());
    }
    assertEquals(4, count(result, "{\"greeting\":\"Hello, Ada!\",\"isFormal\":false}"));
    assertEquals(4, count(result, "[\"Hello, Ada!\",\"Hello, Grace!\"]"));
  }

  @Test
  @DisplayName("whose data classes have no names of parameters, is refused with the line to add")
  void unnamed() throws Exception {
    Project hello = Project.example("hello-kotlin", directory.resolve("hello"));
    String flag = "<javaParameters>true</javaParameters>";
    hello.write("pom.xml", hello.read("pom.xml").replace(flag, ""));
    Maven.Result result =
        Maven.in(hello.directory())
            .run("portolan:package", "-Dprovider=aws", "-Dmaven.test.skip=true");
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("com.example.hello.Hello (Hello.kt:"), result.output());
    assertTrue(result.output().contains(flag), result.output());
  }

  private static long count(Maven.Result result, String line) {
    return result.output().lines().filter(each -> each.endsWith(line)).count();
  }
}
