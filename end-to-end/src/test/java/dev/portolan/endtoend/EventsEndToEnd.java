package dev.portolan.endtoend;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the example whose functions only events call")
final class EventsEndToEnd {
  private static final String FOUR = "-Dprovider=aws,azure,gcp,knative";
  private static final String ORDER = "{\"id\":\"4711\",\"cents\":995}";

  /** One event that was delivered two times. */
  private static final String TWICE = "1.1 handled, 1.2 handled";

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
  @DisplayName("is deployed, hears of what happens, writes its manifests, and leaves what is kept")
  void events() throws Exception {
    Project orders = withoutHttp("orders");
    Maven maven = Maven.in(orders.directory());
    Maven.Result first =
        run(maven, "portolan:deploy", keeping("-Dportolan.knative.manifests=manifests"));
    assertTrue(first.output().contains("(topic orders, type com.example.order.placed)"));
    assertTrue(first.output().contains("(schedule 0 2 * * *, Europe/Rome)"), first.output());
    assertEquals(12, first.report().path("results").size());
    assertEquals(3, manifests(orders), "one file for each function");
    for (JsonNode result : first.report().path("results")) {
      assertEquals("created", result.path("action").asText(), result.toString());
      assertTrue(result.path("url").isNull(), result.toString());
    }
    Maven.Result fired =
        fire(maven, keeping("-Dfunction=send-receipt", "-Ddata=" + ORDER, "-Dtimes=2"));
    assertSame(fired, all(TWICE));
    Maven.Result packed =
        fire(maven, keeping("-Dfunction=pack", "-Ddata=@orders.jsonl", "-Dlines"));
    String poisoned = "1.1 handled, 2.1 refused to %s, 3.1 handled";
    assertSame(
        packed,
        Map.of(
            "aws", poisoned.formatted("queue refused"),
            "azure", poisoned.formatted("queue refused"),
            "gcp", poisoned.formatted("topic refused"),
            "knative", poisoned.formatted("a URL")));
    // a pod's log goes with the pod, and the embedded cluster's pods with the run
    Maven.Result log = run(maven, "portolan:logs", "-Dprovider=aws,gcp", "-Dsince=1h");
    assertEquals(4, count(log, "receipt for order 4711"), "both deliveries: " + log.output());
    assertEquals(2, count(log, "packed [book] for order 4711"), log.output());
    run(
        maven,
        "portolan:invoke",
        "-Dprovider=knative",
        "-Dfunction=send-receipt",
        "-Ddata=" + ORDER);
    Maven.Result again = run(maven, "portolan:deploy", keeping("-DskipTests"));
    for (JsonNode result : again.report().path("results")) {
      assertEquals("unchanged", result.path("action").asText(), result.toString());
    }
    Maven.Result gone = run(maven, "portolan:destroy", keeping());
    for (JsonNode result : gone.report().path("results")) {
      assertEquals("deleted", result.path("action").asText(), result.toString());
    }
    leavesWhatIsKept(orders);
  }

  /**
   * The queue of the refused is the user's, and stays with its message; a topic at Google keeps
   * nothing for whom has no subscription to it, nor does a broker: those stay alone.
   */
  private static void leavesWhatIsKept(Project orders) throws Exception {
    Path clouds = orders.directory().resolve("target/portolan/sandbox");
    ObjectMapper json = new ObjectMapper();
    JsonNode aws = json.readTree(clouds.resolve("aws/state.json").toFile());
    JsonNode queue = aws.at("/regions/us-east-1/sqs/queues/refused");
    assertEquals(1, queue.path("_messages").size(), queue.toString());
    assertTrue(queue.toString().contains("4712"), queue.toString());
    JsonNode azure = json.readTree(clouds.resolve("azure/state.json").toFile());
    String kept = azure.path("messages").toString();
    assertEquals(1, azure.path("messages").size(), kept);
    assertTrue(kept.contains("/queues/refused#"), kept);
    for (String cloud : List.of("gcp", "knative")) {
      assertTrue(text(clouds.resolve(cloud)).contains("refused"), cloud);
    }
  }

  @Test
  @DisplayName("and the one that a schedule calls, at each of four clouds")
  void ticks() throws Exception {
    Maven maven =
        Maven.in(Project.example("nightly-report", directory.resolve("nightly")).directory());
    Maven.Result first = run(maven, "portolan:deploy", FOUR);
    assertEquals(4, first.report().path("results").size());
    assertSame(fire(maven, FOUR, "-Dtimes=2"), all(TWICE));
    Maven.Result nothing =
        maven.run("portolan:fire", "-Dsandbox", "-Dprovider=aws", "-Dkind=topic", "-DskipTests");
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
    assertSame(fire(maven, FOUR, "-Dkey=7", "-Ddata={\"name\":\"Ada\"}", "-Dtimes=2"), all(TWICE));
    Maven.Result log = run(maven, "portolan:logs", "-Dprovider=aws,gcp");
    assertEquals(4, count(log, "customer 7 was added"), log.output());
    Maven.Result again = run(maven, "portolan:deploy", FOUR, "-DskipTests");
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
    Maven.Result refused = maven.run("portolan:deploy", "-Dsandbox", "-Dprovider=gcp");
    assertEquals(1, refused.exitCode(), refused.output());
    String nearest = "let a connector publish the records to a topic and take them with @Topic";
    assertTrue(refused.output().contains(nearest), refused.output());
    assertEquals("{\"reads\":0,\"mutations\":0}", refused.result().path("apiCalls").toString());
    String[] where = {
      "-Dprovider=aws,azure,knative",
      "-Dportolan.knative.kafkaServers=kafka.example.com:9092",
      "-Dportolan.aws.kafka=arn:aws:kafka:us-east-1:123456789012:cluster/shop/fc2f5bdf-2",
      "-Dportolan.azure.kafka=kafka.example.com:9093",
      "-DskipTests"
    };
    assertEquals(3, run(maven, "portolan:deploy", where).report().path("results").size());
    Maven.Result fired =
        fire(
            maven,
            where[0],
            where[1],
            where[2],
            where[3],
            "-Dkey=/",
            "-Ddata={\"millis\":120}",
            "-Dtimes=2");
    assertSame(fired, Map.of("aws", TWICE, "azure", TWICE, "knative", TWICE));
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
        withoutHttp("refused").write("src/main/java/com/example/orders/KeepRefused.java", KEEPER);
    Maven maven = Maven.in(orders.directory());
    try (KeptSandbox sandbox = KeptSandbox.of(maven, "aws,azure,gcp,knative")) {
      run(maven, "portolan:deploy", keeping("-DskipTests"));
      Maven.Result told =
          fire(maven, keeping("-Dfunction=pack", "-Ddata={\"id\":\"4712\",\"items\":[]}"));
      String refused = "1.1 refused to %s";
      assertSame(
          told,
          Map.of(
              "aws", refused.formatted("queue refused"),
              "azure", refused.formatted("queue refused"),
              "gcp", refused.formatted("topic refused"),
              "knative", refused.formatted("a URL")));
      String[] logs = {"-Dprovider=aws,gcp,knative", "-Dfunction=keep-refused"};
      Maven.Result log = null;
      for (int i = 0; i < 10 && (log == null || count(log, "kept the order 4712") < 3); i++) {
        log = run(maven, "portolan:logs", logs);
      }
      assertEquals(3, count(log, "kept the order 4712"), log.output());
      Path azure = orders.directory().resolve("target/portolan/sandbox/azure/logs");
      assertTrue(text(azure).contains("kept the order 4712"), text(azure));
      assertTrue(sandbox.isUp());
      run(maven, "portolan:destroy", FOUR);
    }
  }

  private Project withoutHttp(String folder) throws Exception {
    return Project.example("orders", directory.resolve(folder))
        .delete("src/main/java/com/example/orders/PlaceOrder.java")
        .delete("src/test/java/com/example/orders/PlaceOrderTest.java");
  }

  /** At four clouds, with a queue for what is refused. */
  private static String[] keeping(String... more) {
    Stream<String> letters =
        Stream.of("aws", "azure", "gcp", "knative")
            .map(cloud -> "-Dportolan." + cloud + ".deadLetter=refused");
    return Stream.of(Stream.of(FOUR), letters, Stream.of(more))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private static Map<String, String> all(String became) {
    return Map.of("aws", became, "azure", became, "gcp", became, "knative", became);
  }

  /** What the report says of each delivery, by cloud, and that it says that it was the same. */
  private static void assertSame(Maven.Result fired, Map<String, String> expected) {
    JsonNode report = fired.report();
    Map<String, List<String>> became = new TreeMap<>();
    for (JsonNode each : report.path("deliveries")) {
      String letters = each.path("deadLetter").asText("");
      became
          .computeIfAbsent(each.path("provider").asText(), none -> new ArrayList<>())
          .add(
              each.path("event").asText()
                  + "."
                  + each.path("delivery").asText()
                  + " "
                  + each.path("outcome").asText()
                  + (each.path("deadLetter").isNull() ? "" : " to ")
                  + (each.path("deadLetter").isNull()
                      ? ""
                      : letters.replaceFirst("http.*", "a URL")));
      assertTrue(each.path("attempts").asInt() > 0, each.toString());
    }
    Map<String, String> told = new TreeMap<>();
    became.forEach((cloud, each) -> told.put(cloud, each.stream().sorted().collect(joining(", "))));
    assertEquals(new TreeMap<>(expected), told, fired.output());
    assertTrue(report.path("same").asBoolean(), fired.output());
    String last = "the same on " + String.join(", ", new TreeSet<>(expected.keySet()));
    assertTrue(fired.output().contains(last), fired.output());
  }

  private static long count(Maven.Result result, String text) {
    return result.output().lines().filter(line -> line.contains(text)).count();
  }

  /** All that stands in the files of a folder. */
  private static String text(Path folder) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static Maven.Result fire(Maven maven, String... more) {
    return run(
        maven,
        "portolan:fire",
        Stream.concat(Stream.of(more), Stream.of("-DskipTests")).toArray(String[]::new));
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
