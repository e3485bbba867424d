package dev.portolan.sandbox.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.pod.AnsweringPods;
import dev.portolan.sandbox.knative.client.InProcessClients;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers, triggers and sources; time is told. */
final class EventingTest {
  @TempDir Path directory;
  private final BlockingQueue<WireRequest> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<WireRequest> dead = new LinkedBlockingQueue<>();
  private final List<Duration> pauses = new ArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:30Z");
  private volatile WireResponse answer = new WireResponse(204, WireHeaders.none(), new byte[0]);
  private AnsweringPods pods;
  private LoopbackServer subscriber;
  private LoopbackServer deadLetters;
  private KnativeCloud cloud;
  private KubernetesClient client;

  private final TimeSource time =
      new TimeSource() {
        @Override
        public Instant now() {
          return now;
        }

        @Override
        public void sleep(Duration duration) {
          pauses.add(duration);
        }
      };

  @BeforeEach
  void start() throws Exception {
    pods = AnsweringPods.open(request -> WireResponse.of(200, "text/plain", "ok"));
    subscriber =
        LoopbackServer.open(
            0,
            "subscriber",
            request -> {
              seen.add(request);
              return answer;
            });
    deadLetters =
        LoopbackServer.open(
            0,
            "dead-letters",
            request -> {
              dead.add(request);
              return WireResponse.of(200, "text/plain", "");
            });
    cloud = KnativeCloud.open(Setup.of(directory, time, line -> {}).with(pods));
    Config config =
        Config.fromKubeconfig(Files.readString(Path.of(cloud.settings().get("kubeconfig"))));
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new InProcessClients(cloud.server().api()))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
    subscriber.close();
    deadLetters.close();
    pods.close();
  }

  private GenericKubernetesResource create(String yaml) {
    return client
        .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
        .inNamespace("default")
        .create();
  }

  private GenericKubernetesResource read(GenericKubernetesResource like) {
    return client.resource(like).get();
  }

  private String broker() {
    GenericKubernetesResource broker =
        create("apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: default}");
    return read(broker).get("status", "address", "url");
  }

  private GenericKubernetesResource trigger(String name, String attributes, String delivery) {
    return create(
        """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s}
        spec:
          broker: default
          filter: {attributes: %s}
          subscriber: {uri: "%s/%s"}
          delivery: %s
        """
            .formatted(name, attributes, subscriber.url(), name, delivery));
  }

  private int post(String url, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("ce-specversion", "1.0")
            .header("ce-id", "1")
            .header("ce-source", "/test")
            .header("ce-type", type)
            .header("ce-note", "a%20b")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private WireRequest next() throws InterruptedException {
    WireRequest request = seen.poll(10, TimeUnit.SECONDS);
    assertTrue(request != null, "no event came");
    return request;
  }

  @Test
  void aTriggerGetsTheEventsThatItTakes() throws Exception {
    String url = broker();
    trigger("all", "{}", "{}");
    GenericKubernetesResource one = trigger("one", "{type: wanted}", "{}");
    assertEquals(202, post(url, "other"));
    assertEquals("/all", next().path());
    assertEquals(202, post(url, "wanted"));
    assertEquals(
        List.of("/all", "/one"), List.of(next().path(), next().path()).stream().sorted().toList());
    assertNull(seen.poll());
    assertEquals(subscriber.url() + "/one", read(one).get("status", "subscriberUri"));
  }

  @Test
  void anEventArrivesInBinaryModeAsItCame() throws Exception {
    String url = broker();
    trigger("all", "{}", "{}");
    post(url, "wanted");
    WireRequest event = next();

    assertEquals("wanted", event.headers().first("ce-type").orElse(""));
    assertEquals("a%20b", event.headers().first("ce-note").orElse(""));
    assertEquals("application/json", event.headers().first("Content-Type").orElse(""));
    assertEquals("{}", event.text());
    assertTrue(event.headers().first("ce-knativebrokerttl").isEmpty());
  }

  @Test
  void whatIsNotTakenIsTriedAgainAndThenGoesToTheDeadLetters() throws Exception {
    String url = broker();
    answer = WireResponse.of(503, "text/plain", "busy");
    trigger(
        "all",
        "{}",
        "{retry: 3, backoffPolicy: exponential, backoffDelay: PT1S, deadLetterSink: {uri: '"
            + deadLetters.url()
            + "'}}");
    post(url, "wanted");
    WireRequest last = dead.poll(10, TimeUnit.SECONDS);

    assertEquals(4, seen.size());
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
    assertEquals("503", last.headers().first("ce-knativeerrorcode").orElse(""));
    assertEquals(subscriber.url() + "/all", last.headers().first("ce-knativeerrordest").orElse(""));
  }

  @Test
  void anEventThatIsRefusedForGoodIsNotTriedAgain() throws Exception {
    String url = broker();
    answer = WireResponse.of(400, "text/plain", "no");
    trigger("all", "{}", "{retry: 3, deadLetterSink: {uri: '" + deadLetters.url() + "'}}");
    post(url, "wanted");
    dead.poll(10, TimeUnit.SECONDS);

    assertEquals(1, seen.size());
  }

  @Test
  void aReplyGoesToTheBrokerAgain() throws Exception {
    String url = broker();
    trigger("first", "{type: question}", "{}");
    trigger("second", "{type: answer}", "{}");
    answer =
        WireResponse.of(200, "application/json", "42")
            .with("ce-specversion", "1.0")
            .with("ce-id", "2")
            .with("ce-source", "/function")
            .with("ce-type", "answer");
    post(url, "question");

    assertEquals("/first", next().path());
    WireRequest reply = next();
    assertEquals("/second", reply.path());
    assertEquals("42", reply.text());
  }

  @Test
  void whatIsNoEventIsRefused() throws Exception {
    String url = broker();
    HttpResponse<Void> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    assertEquals(400, refused.statusCode());
    assertEquals(404, post(url + "x", "wanted"));
  }

  @Test
  void aPingSourceFiresWhenItsTimeHasCome() throws Exception {
    create(
        """
        apiVersion: sources.knative.dev/v1
        kind: PingSource
        metadata: {name: tick}
        spec: {schedule: "*/5 * * * *", contentType: application/json, data: '{"a":1}', sink: {uri: "%s"}}
        """
            .formatted(subscriber.url()));
    cloud.due();
    now = now.plus(Duration.ofMinutes(4));
    cloud.due();
    assertNull(seen.poll());
    now = now.plus(Duration.ofMinutes(1));
    cloud.due();
    WireRequest tick = next();

    assertEquals("dev.knative.sources.ping", tick.headers().first("ce-type").orElse(""));
    assertEquals(
        "/apis/v1/namespaces/default/pingsources/tick",
        tick.headers().first("ce-source").orElse(""));
    assertEquals("{\"a\":1}", tick.text());
  }

  @Test
  void sourcesFireByHand() throws Exception {
    create(
        """
        apiVersion: sources.knative.dev/v1
        kind: KafkaSource
        metadata: {name: orders}
        spec: {topics: [orders], bootstrapServers: ["kafka:9092"], sink: {uri: "%s"}}
        """
            .formatted(subscriber.url()));
    cloud.eventing().fireKafka("default", "orders", "k1", "v".getBytes());
    WireRequest event = next();

    assertEquals("dev.knative.kafka.event", event.headers().first("ce-type").orElse(""));
    assertEquals("k1", event.headers().first("ce-partitionkey").orElse(""));
    assertEquals("v", event.text());
  }

  @Test
  void aTriggerWithoutBrokerOrSubscriberSaysSo() {
    GenericKubernetesResource trigger =
        create(
            """
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: lost}
            spec:
              broker: nowhere
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: gone}}
            """);
    String conditions = read(trigger).get("status").toString();

    assertTrue(conditions.contains("Broker \"nowhere\" does not exist"), conditions);
    assertTrue(
        conditions.contains(
            "failed to get object default/gone: services.serving.knative.dev \"gone\" not found"),
        conditions);
  }
}
