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
  private static final String FOUR = "-Dprovider=aws,azure,gcp,knative";
  private static final String ORDER = "{\"id\":\"4711\",\"cents\":995}";

  private static final String PARCEL = "{\"id\":\"4711\",\"items\":[\"book\"]}";

  private static final String KEEPER =
      """
      package com.example.orders;

      import dev.portolan.Context;
      import dev.portolan.Event;
      import dev.portolan.PortableFunction;
      import dev.portolan.Queue;

      /** Tells of orders that nobody can pack. */
      @Queue("refused")
      public final class KeepRefused implements PortableFunction<Event<Pack.Order>, Void> {
        @Override
        public Void handle(Event<Pack.Order> event, Context context) {
          context.logger().log(System.Logger.Level.INFO, "kept the order " + event.data().id());
          return null;
        }
      }
      """;

  @TempDir Path directory;

  @Test
  @DisplayName("is deployed, hears of what happens, writes its manifests, and leaves nothing")
  void events() throws Exception {
    Project orders =
        Project.example("orders", directory.resolve("orders"))
            .delete("src/main/java/com/example/orders/PlaceOrder.java")
            .delete("src/test/java/com/example/orders/PlaceOrderTest.java");
    Maven maven = Maven.in(orders.directory());
    Maven.Result first =
        run(maven, "portolan:deploy", FOUR, "-Dportolan.knative.manifests=manifests");
    assertTrue(first.output().contains("(topic orders, type com.example.order.placed)"));
    assertTrue(first.output().contains("(schedule 0 2 * * *, Europe/Rome)"), first.output());
    assertEquals(12, first.report().path("results").size());
    assertEquals(3, manifests(orders), "one file for each function");
    for (JsonNode result : first.report().path("results")) {
      assertEquals("created", result.path("action").asText(), result.toString());
      assertTrue(result.path("url").isNull(), result.toString());
    }
    Maven.Result fired = fire(maven, FOUR, "-Dfunction=send-receipt", "-Ddata=" + ORDER);
    assertEquals(4, handled(fired), fired.output());
    Maven.Result packed = fire(maven, FOUR, "-Dfunction=pack", "-Ddata=" + PARCEL);
    assertEquals(4, handled(packed), packed.output());
    // a pod's log goes with the pod, and the embedded cluster's pods with the run
    for (String cloud : List.of("aws", "gcp")) {
      Maven.Result log =
          run(maven, "portolan:logs", "-Dprovider=" + cloud, "-Dfunction=send-receipt");
      assertTrue(log.output().contains("receipt for order 4711"), log.output());
      log = run(maven, "portolan:logs", "-Dprovider=" + cloud, "-Dfunction=pack");
      assertTrue(log.output().contains("packed [book] for order 4711"), log.output());
    }
    run(
        maven,
        "portolan:invoke",
        "-Dprovider=knative",
        "-Dfunction=send-receipt",
        "-Ddata=" + ORDER);
    Maven.Result again = run(maven, "portolan:deploy", FOUR);
    for (JsonNode result : again.report().path("results")) {
      assertEquals("unchanged", result.path("action").asText(), result.toString());
    }
    Maven.Result gone = run(maven, "portolan:destroy", FOUR);
    for (JsonNode result : gone.report().path("results")) {
      assertEquals("deleted", result.path("action").asText(), result.toString());
    }
  }

  @Test
  @DisplayName("and the one that a schedule calls, at each of four clouds")
  void ticks() throws Exception {
    Maven maven =
        Maven.in(Project.example("nightly-report", directory.resolve("nightly")).directory());
    Maven.Result first = run(maven, "portolan:deploy", FOUR);
    assertEquals(4, first.report().path("results").size());
    Maven.Result fired = fire(maven, FOUR);
    assertEquals(4, handled(fired), fired.output());
    Maven.Result nothing =
        maven.run("portolan:fire", "-Dsandbox", "-Dprovider=aws", "-Dkind=topic");
    assertEquals(1, nothing.exitCode(), nothing.output());
    assertTrue(nothing.output().contains("of schedule"), nothing.output());
    Maven.Result gone = run(maven, "portolan:destroy", FOUR);
    for (JsonNode result : gone.report().path("results")) {
      assertEquals("deleted", result.path("action").asText(), result.toString());
    }
  }

  @Test
  @DisplayName("and the one that audits the changes of a table")
  void changes() throws Exception {
    Maven maven = Maven.in(Project.example("change-audit", directory.resolve("audit")).directory());
    assertEquals(4, run(maven, "portolan:deploy", FOUR).report().path("results").size());
    Maven.Result fired = fire(maven, FOUR, "-Dkey=7", "-Ddata={\"name\":\"Ada\"}");
    assertEquals(4, handled(fired), fired.output());
    for (String cloud : List.of("aws", "gcp")) {
      Maven.Result log = run(maven, "portolan:logs", "-Dprovider=" + cloud);
      assertTrue(log.output().contains("customer 7 was added"), log.output());
    }
    Maven.Result again = run(maven, "portolan:deploy", FOUR);
    for (JsonNode result : again.report().path("results")) {
      assertEquals("unchanged", result.path("action").asText(), result.toString());
    }
    run(maven, "portolan:destroy", FOUR);
  }

  @Test
  @DisplayName("and the one that counts what a stream brings")
  void stream() throws Exception {
    Maven maven =
        Maven.in(Project.example("stream-metrics", directory.resolve("metrics")).directory());
    String[] where = {
      "-Dprovider=aws,azure,knative",
      "-Dportolan.knative.kafkaServers=kafka.example.com:9092",
      "-Dportolan.aws.kafka=arn:aws:kafka:us-east-1:123456789012:cluster/shop/fc2f5bdf-2",
      "-Dportolan.azure.kafka=kafka.example.com:9093"
    };
    assertEquals(3, run(maven, "portolan:deploy", where).report().path("results").size());
    Maven.Result fired =
        fire(maven, where[0], where[1], where[2], where[3], "-Dkey=/", "-Ddata={\"millis\":120}");
    assertEquals(3, handled(fired), fired.output());
    Maven.Result again = run(maven, "portolan:deploy", where);
    for (JsonNode result : again.report().path("results")) {
      assertEquals("unchanged", result.path("action").asText(), result.toString());
    }
    run(maven, "portolan:destroy", where);
  }

  @Test
  @DisplayName("and what one of them refuses is read back from its dead letters, at each of four")
  void deadLetters() throws Exception {
    Project orders =
        Project.example("orders", directory.resolve("refused"))
            .delete("src/main/java/com/example/orders/PlaceOrder.java")
            .delete("src/test/java/com/example/orders/PlaceOrderTest.java")
            .write("src/main/java/com/example/orders/KeepRefused.java", KEEPER);
    Maven maven = Maven.in(orders.directory());
    try (KeptSandbox sandbox = KeptSandbox.of(maven, "aws,azure,gcp,knative")) {
      String[] keeping =
          Stream.of("aws", "azure", "gcp", "knative")
              .map(cloud -> "-Dportolan." + cloud + ".deadLetter=refused")
              .toArray(String[]::new);
      run(
          maven,
          "portolan:deploy",
          Stream.concat(Stream.of(FOUR), Stream.of(keeping)).toArray(String[]::new));
      String[] poisoned = {"-Dfunction=pack", "-Ddata={\"id\":\"4712\",\"items\":[]}"};
      for (String cloud : List.of("aws", "azure", "gcp")) {
        String told = fire(maven, "-Dprovider=" + cloud, poisoned[0], poisoned[1]).output();
        assertTrue(told.matches("(?s).*: refused, and went to (queue|topic) refused\\R.*"), told);
      }
      Maven.Result failed =
          maven.run("portolan:fire", "-Dsandbox", "-Dprovider=knative", poisoned[0], poisoned[1]);
      assertTrue(failed.output().contains(", sent to http://"), failed.output());
      for (String cloud : List.of("aws", "gcp", "knative")) {
        Maven.Result log = null;
        for (int i = 0; i < 10 && (log == null || !log.output().contains("kept")); i++) {
          log = run(maven, "portolan:logs", "-Dprovider=" + cloud, "-Dfunction=keep-refused");
        }
        assertTrue(log.output().contains("kept the order 4712"), log.output());
      }
      Path logs = orders.directory().resolve("target/portolan/sandbox/azure/logs");
      assertTrue(text(logs).contains("kept the order 4712"), text(logs));
      assertTrue(sandbox.isUp());
      run(maven, "portolan:destroy", FOUR);
    }
  }

  /** All that stands in the files of a folder. */
  private static String text(Path folder) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static Maven.Result fire(Maven maven, String... more) {
    return run(maven, "portolan:fire", more);
  }

  private static long handled(Maven.Result fired) {
    return fired.output().lines().filter(line -> line.endsWith(": handled")).count();
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
