package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a project in another language than Java")
final class LanguagesEndToEnd {
  private static final String FOUR = "-Dprovider=aws,azure,gcp,knative";

  /** One run of Maven's for both: it is what takes longest. */
  private static final String BOTH =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>both</artifactId>
        <version>1.0</version>
        <packaging>pom</packaging>
        <modules><module>hello-kotlin</module><module>hello-scala</module></modules>
        <build>
          <pluginManagement>
            <plugins>
              <plugin>
                <groupId>dev.portolan</groupId>
                <artifactId>portolan-maven-plugin</artifactId>
                <version>%s</version>
              </plugin>
            </plugins>
          </pluginManagement>
        </build>
      </project>
      """
          .formatted(System.getProperty("portolan.version"));

  @TempDir Path directory;

  @Test
  @DisplayName("be it Kotlin, suspending, or Scala, is tied to nothing and answers at four")
  void languages() throws Exception {
    List<Project> projects =
        List.of(
            Project.example("hello-kotlin", directory.resolve("hello-kotlin")),
            Project.example("hello-scala", directory.resolve("hello-scala")));
    Files.writeString(directory.resolve("pom.xml"), BOTH);
    Maven.Result result =
        Maven.in(directory)
            .run("portolan:check", "portolan:deploy", FOUR, "-Dsandbox", "-Dmaven.test.skip=true");
    assertEquals(0, result.exitCode(), result.output());
    assertEquals(3, result.output().split("0 findings; lock-in: aws 0", -1).length);
    for (Project project : projects) {
      JsonNode results = result.reportOf(project).path("results");
      assertEquals(8, results.size(), "two functions at four clouds");
      for (JsonNode each : results) {
        assertEquals("created", each.path("action").asText(), each.toString());
      }
    }
    assertEquals(8, count(result, "{\"greeting\":\"Hello, Ada!\",\"isFormal\":false}"));
    assertEquals(4, count(result, "[\"Hello, Ada!\",\"Hello, Grace!\"]"));
    assertEquals(4, count(result, "[\"Goodbye, Ada!\"]"));
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
