package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.images.Projects;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over sockets, for events: from a broker, a schedule and a topic to a process. */
final class SandboxEventsTest {
  @TempDir Path work;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private KnativeCloud cloud;
  private Application project;

  @BeforeEach
  void start() throws Exception {
    cloud = KnativeCloud.open(Setup.of(work.resolve("cloud"), TimeSource.system(), said::add));
    project =
        Application.of(
            Projects.OWNER,
            List.of(
                gatherer(
                    new Trigger.Schedule("0 2 * * *", "UTC"),
                    new Trigger.Topic("orders", List.of("com.example.placed")),
                    new Trigger.Kafka(List.of("clicks"), ""))),
            Bundle.of(jar(), List.of()));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Path jar() throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> each : List.of(Gatherer.class, Keeper.class)) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
        jar.add(name, in.readAllBytes());
      }
    }
    return jar.write(work.resolve("gatherer.jar")).file();
  }

  @Test
  void eventsOfEachKindReachTheFunctionAndNothingIsLeftOfThem() throws Exception {
    Settings settings =
        Settings.of(cloud.settings())
            .with(Map.of("createBrokers", "true", "kafkaServers", "kafka.example.com:9092"));
    try (Portolan one =
        Portolan.open(new KnativeProvider(), settings, Portolan.Options.standard())) {
      Outcome outcome = one.deploy(project, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());

      publish("com.example.placed", "\"a book\"");
      await("got CUSTOM a book");
      cloud.eventing().firePing("default", name("pingsources"));
      await("got SCHEDULE null");
      byte[] click = "\"click\"".getBytes(StandardCharsets.UTF_8);
      cloud.eventing().fireKafka("default", name("kafkasources"), "k", click);
      await("got KAFKA ");
      assertEquals(false, one.invoke(project.owner(), "gatherer", click).failed());
      await("got CUSTOM click");

      publish("com.example.other", "\"not for us\"");
      publish("com.example.placed", "\"the last\"");
      await("got CUSTOM the last");
      assertTrue(said.stream().noneMatch(line -> line.contains("not for us")), said.toString());

      assertEquals(ExitCode.VERIFIED, one.destroy(project.owner()).exitCode());
      for (String plural : List.of("triggers", "pingsources", "kafkasources")) {
        assertEquals(List.of(), names(plural));
      }
    }
  }

  @Test
  void whatAFunctionRefusesGoesToTheOneThatTakesFromItsDeadLetters() throws Exception {
    FunctionSpec refusing =
        gatherer(new Trigger.Topic("orders", List.of())).withDeadLetter("refused");
    FunctionSpec keeper =
        FunctionSpec.of(
            "keeper",
            Keeper.class.getName(),
            "dev.portolan.Event<java.lang.String>",
            "java.lang.Void",
            List.of(new Trigger.Queue("refused", 1)));
    Settings settings = Settings.of(cloud.settings()).with(Map.of("createBrokers", "true"));
    Application both = project.withFunctions(List.of(refusing, keeper));
    try (Portolan one =
        Portolan.open(new KnativeProvider(), settings, Portolan.Options.standard())) {
      Outcome outcome = one.deploy(both, work.resolve("out"));
      assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());
      publish("com.example.placed", "\"refuse\"");
      await("kept refuse of type com.example.placed");
      assertEquals(ExitCode.VERIFIED, one.destroy(project.owner()).exitCode());
    }
  }

  private static FunctionSpec gatherer(Trigger... triggers) {
    return FunctionSpec.of(
        "gatherer",
        Gatherer.class.getName(),
        "dev.portolan.Event<java.lang.String>",
        "java.lang.Void",
        List.of(triggers));
  }

  private void publish(String type, String data) throws Exception {
    String url =
        objects("brokers").stream()
            .filter(each -> each.path("metadata").path("name").asText().equals("orders"))
            .map(each -> each.path("status").path("address").path("url").asText())
            .findFirst()
            .orElseThrow();
    HttpRequest event =
        HttpRequest.newBuilder(URI.create(url))
            .header("Ce-Id", "id-" + type + Instant.now().toEpochMilli())
            .header("Ce-Source", "/shop")
            .header("Ce-Type", type)
            .header("Ce-Specversion", "1.0")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(data))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    assertEquals(202, client.send(event, HttpResponse.BodyHandlers.ofString()).statusCode());
  }

  private void await(String text) throws InterruptedException {
    for (String line = ""; !line.contains(text); ) {
      line = said.poll(60, TimeUnit.SECONDS);
      assertTrue(line != null, "nobody said: " + text);
    }
  }

  private String name(String plural) {
    return names(plural).get(0);
  }

  private List<String> names(String plural) {
    return objects(plural).stream()
        .map(each -> each.path("metadata").path("name").asText())
        .toList();
  }

  private List<ObjectNode> objects(String plural) {
    return cloud.server().catalog().types().stream()
        .filter(type -> type.plural().equals(plural) && type.group().endsWith("knative.dev"))
        .flatMap(type -> cloud.server().store().list(type, each -> true).stream())
        .toList();
  }
}
