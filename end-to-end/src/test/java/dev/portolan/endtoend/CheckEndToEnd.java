package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("portolan:check tells what keeps a project from running anywhere")
final class CheckEndToEnd {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  @DisplayName("examples/hello runs anywhere, and nothing ties it to anyone")
  void hello() throws Exception {
    Project project = Project.example("hello", directory.resolve("hello"));
    Maven.Result result =
        Maven.in(project.directory()).run("portolan:check", "-Dmaven.test.skip=true");
    assertEquals(0, result.exitCode(), result.output());
    JsonNode report = report(project);
    assertEquals(List.of("aws", "azure", "gcp", "knative"), texts(report.get("targets")));
    assertEquals(Map.of("aws", 0, "azure", 0, "gcp", 0, "knative", 0), scores(report));
    assertTrue(result.output().contains("lock-in: aws 0, azure 0, gcp 0, knative 0"));
    assertTrue(result.output().contains("portolan:check ended with 0 (verified)"));
  }

  @Test
  @DisplayName(
      "two cookies for Azure, a class of AWS's SDK and a plain Lambda handler fail a build")
  void tied() throws Exception {
    Project project = tiedProject();
    Maven.Result result = Maven.in(project.directory()).run("verify", "-Dmaven.test.skip=true");
    String output = result.output();
    assertEquals(1, result.exitCode(), output);
    assertTrue(
        output.contains("ended with 4 (refused): see above, and target/portolan/check.json"),
        output);

    JsonNode report = report(project);
    assertEquals(4, report.get("exitCode").asInt());
    assertEquals(List.of("azure", "knative"), texts(report.get("targets")));
    assertEquals(Map.of("aws", 2, "azure", 0, "gcp", 0, "knative", 0), scores(report));
    Map<String, JsonNode> findings = new TreeMap<>();
    report.get("findings").forEach(each -> findings.put(each.get("name").asText(), each));
    assertEquals(
        List.of("aws-entry-point", "aws-sdk", "request-body", "thread", "two-cookies"),
        List.copyOf(findings.keySet()),
        output);

    assertTrue(findings.get("request-body").get("note").asBoolean());
    JsonNode cookies = findings.get("two-cookies");
    assertEquals("com.acme.Login", cookies.get("class").asText());
    assertEquals("handle", cookies.get("member").asText());
    assertEquals(7, cookies.get("line").asInt());
    assertEquals(List.of("azure"), texts(cookies.get("providers")));
    assertTrue(
        output.contains("com.acme.Login.handle (Login.java:7): may set two cookies"), output);
    assertTrue(output.contains("what to do: put both values into one cookie"), output);

    assertTrue(
        output.contains(
            "com.acme.Archive.keep (Archive.java:10): uses"
                + " software.amazon.awssdk.services.s3.S3Client, of AWS's SDK for Java 2"
                + " [aws-sdk; ties to aws]"),
        output);
    assertTrue(
        output.contains("com.acme.Legacy.handleRequest (Legacy.java:6): is a RequestHandler"),
        output);
    assertTrue(
        output.contains("what to do: implement dev.portolan.PortableFunction with its types"),
        output);
    assertTrue(output.contains("accepted: it flushes metrics that may be lost"), output);
    assertTrue(output.contains("there is no such finding; did you mean 'thread'?"), output);
    assertFalse(findings.get("thread").get("accepted").isNull());
  }

  /** Bound to a phase, with targets, and one finding accepted. */
  private Project tiedProject() throws IOException {
    Project project =
        Project.of(
            directory.resolve("shop"),
            "shop",
            """
            <configuration>
              <targets>
                <target>azure</target>
                <target>knative</target>
              </targets>
              <accept>
                <thread.com.acme.Archive>it flushes metrics that may be lost</thread.com.acme.Archive>
                <thraed>misspelt</thraed>
              </accept>
            </configuration>
            <executions>
              <execution>
                <goals>
                  <goal>check-build</goal>
                </goals>
              </execution>
            </executions>
            """);
    String pom = project.read("pom.xml");
    project.write(
        "pom.xml",
        pom.replaceFirst(
            "<dependencies>",
            """
            <dependencies>
                <dependency>
                  <groupId>software.amazon.awssdk</groupId>
                  <artifactId>s3</artifactId>
                  <version>%s</version>
                  <exclusions>
                    <exclusion><groupId>*</groupId><artifactId>apache-client</artifactId></exclusion>
                    <exclusion><groupId>*</groupId><artifactId>netty-nio-client</artifactId></exclusion>
                  </exclusions>
                </dependency>
                <dependency>
                  <groupId>com.amazonaws</groupId>
                  <artifactId>aws-lambda-java-core</artifactId>
                  <version>%s</version>
                </dependency>
            """
                .formatted(
                    System.getProperty("portolan.aws-sdk"),
                    System.getProperty("portolan.aws-lambda-java-core"))));
    return project
        .write(
            "src/main/java/com/acme/Login.java",
            """
            package com.acme;
            import dev.portolan.*;
            @Http(path = "/login", access = Http.Access.PUBLIC)
            public final class Login implements PortableFunction<HttpRequest, HttpResponse> {
              public HttpResponse handle(HttpRequest request, Context context) {
                HttpResponse response = HttpResponse.of(204).withCookie("session", "1");
                return response.withCookie("theme", "dark");
              }
            }
            """)
        .write(
            "src/main/java/com/acme/Archive.java",
            """
            package com.acme;
            import dev.portolan.*;
            @Http(path = "/archive")
            public final class Archive implements PortableFunction<byte[], String> {
              public String handle(byte[] input, Context context) {
                new Thread(() -> Thread.yield()).start();
                return keep(input);
              }
              private static String keep(byte[] input) {
                var s3 = software.amazon.awssdk.services.s3.S3Client.create();
                return s3.serviceName() + input.length;
              }
            }
            """)
        .write(
            "src/main/java/com/acme/Legacy.java",
            """
            package com.acme;
            import com.amazonaws.services.lambda.runtime.*;
            public class Legacy implements RequestHandler<String, String> {
              @Override
              public String handleRequest(String input, Context context) {
                context.getLogger().log(input);
                return input;
              }
            }
            """);
  }

  private static JsonNode report(Project project) throws IOException {
    return JSON.readTree(project.directory().resolve("target/portolan/check.json").toFile());
  }

  private static List<String> texts(JsonNode array) {
    return JSON.convertValue(
        array, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  private static Map<String, Integer> scores(JsonNode report) {
    Map<String, Integer> scores = new TreeMap<>();
    report
        .get("scores")
        .properties()
        .forEach(each -> scores.put(each.getKey(), each.getValue().asInt()));
    return scores;
  }
}
