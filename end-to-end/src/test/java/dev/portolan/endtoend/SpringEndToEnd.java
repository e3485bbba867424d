package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a Spring Cloud Function application, as Spring's own documentation shows it")
final class SpringEndToEnd {
  /** Not all at once: each starts Spring several times, and a run of Maven's has its limit. */
  private static final List<String> CLOUDS = List.of("aws,azure", "gcp,knative");

  /** Beans that are told more than their value: one is composed with another, one a queue calls. */
  private static final String PARCELS =
      """
      package com.example;

      import java.util.List;
      import java.util.function.Consumer;
      import java.util.function.Function;
      import org.springframework.context.annotation.Bean;
      import org.springframework.context.annotation.Configuration;
      import org.springframework.messaging.Message;
      import org.springframework.messaging.support.MessageBuilder;

      @Configuration
      public class Parcels {
        public record Parcel(String owner, List<String> items) {}

        @Bean
        public Function<Message<String>, Message<String>> exclaim() {
          return said ->
              MessageBuilder.withPayload(
                      said.getPayload() + "! by " + said.getHeaders().get("http_requestMethod"))
                  .setHeader("statusCode", 201)
                  .build();
        }

        @Bean
        public Consumer<Message<Parcel>> packParcel() {
          return message -> {
            Parcel parcel = message.getPayload();
            boolean event = message.getHeaders().get("ce-id") instanceof String;
            if (!event || !parcel.equals(new Parcel("Ada", List.of("book")))) {
              throw new IllegalStateException("not what was sent: " + message);
            }
          };
        }
      }
      """;

  private static final String FUNCTIONS =
      """
      <functions>
        <shout>
          <definition>uppercase|exclaim</definition>
          <access>public</access>
          <sample>
            <method>POST</method>
            <path>/shout</path>
            <data>hello</data>
          </sample>
        </shout>
        <pack-parcel>
          <definition>packParcel</definition>
          <queue>parcels</queue>
        </pack-parcel>
      </functions>
      """;

  @TempDir Path directory;

  @Test
  @DisplayName(
      "answers alike on all four clouds; so does what is made of its beans, and what a queue"
          + " calls hears of each message")
  void allClouds() throws Exception {
    Project project = Project.example("spring-uppercase", directory.resolve("spring-uppercase"));
    for (String clouds : CLOUDS) {
      Maven.Result first = run(project, clouds, "portolan:deploy");
      assertEquals(all(clouds, "created"), actions(first), first.output());
      assertEquals(2, count(first, "HELLO"), first.output());
    }

    String pom = project.read("pom.xml");
    int from = pom.indexOf("<functions>");
    int to = pom.indexOf("</functions>") + "</functions>".length();
    project.write("pom.xml", pom.substring(0, from) + FUNCTIONS + pom.substring(to));
    project.write("src/main/java/com/example/Parcels.java", PARCELS);
    for (String clouds : CLOUDS) {
      Maven.Result more = run(project, clouds, "portolan:deploy", "portolan:plan");
      assertEquals(2, count(more, "HELLO! by POST"), more.output());
      assertEquals(2, count(more, "answered 201"), more.output());
      assertEquals(2, more.output().split("Nothing to do: ", -1).length - 1, more.output());
    }
    for (String clouds : CLOUDS) {
      Maven.Result fired = fire(project, clouds);
      assertEquals(2, count(fired, ": handled"), fired.output());
    }
  }

  /**
   * A queue waits so long for its first answer, and then brings the message again: ten seconds at
   * Google, in which a busy machine does not always start Spring.
   */
  private static Maven.Result fire(Project project, String clouds) {
    String parcel = "-Ddata={\"owner\":\"Ada\",\"items\":[\"book\"]}";
    for (int i = 0; ; i++) {
      Maven.Result fired =
          maven(project, clouds, "portolan:fire", "-Dfunction=pack-parcel", parcel);
      if (fired.exitCode() == 0 || i == 2) {
        assertEquals(0, fired.exitCode(), fired.output());
        return fired;
      }
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

  private static Maven.Result run(Project project, String clouds, String... more) {
    Maven.Result result = maven(project, clouds, more);
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }

  private static Maven.Result maven(Project project, String clouds, String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of(more),
                Stream.of("-Dprovider=" + clouds, "-Dsandbox", "-Dmaven.test.skip=true"))
            .toArray(String[]::new);
    return Maven.in(project.directory()).run(arguments);
  }

  private static long count(Maven.Result result, String end) {
    return result.output().lines().filter(line -> line.endsWith(end)).count();
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
