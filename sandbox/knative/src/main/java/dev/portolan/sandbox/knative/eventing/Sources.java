package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.sandbox.images.time.CronSchedule;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Objects;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Fires sources: PingSources when their time has come, all when told to. Source: knative/eventing
 * {@code pkg/adapter/mtping/runner.go}; knative.dev "Apache Kafka source".
 */
final class Sources {
  static final String PING = "dev.knative.sources.ping";
  private static final String KAFKA = "dev.knative.kafka.event";
  private static final DeliverySpec RETRIES =
      DeliverySpec.from(Json.object().put("retry", 5).put("backoffDelay", "PT0.05S"));

  private final Objects objects;
  private final Sinks sinks;
  private final Delivery delivery;
  private final Executor threads;
  private final Map<String, Instant> next = new ConcurrentHashMap<>();

  Sources(Objects objects, Delivery delivery, Executor threads) {
    this.objects = objects;
    this.sinks = new Sinks(objects);
    this.delivery = delivery;
    this.threads = threads;
  }

  static String source(ObjectNode ping) {
    return "/apis/v1/namespaces/%s/pingsources/%s".formatted(Json.namespace(ping), Json.name(ping));
  }

  /** Fires each PingSource whose time has come since it was looked at last, once. */
  void due() {
    for (ObjectNode source : objects.list(EventingStatus.SOURCES, "pingsources", object -> true)) {
      JsonNode spec = source.path("spec");
      CronSchedule schedule =
          CronSchedule.parse(spec.path("schedule").asText(), spec.path("timezone").asText(""));
      String key =
          source.path("metadata").path("uid").asText()
              + source.path("metadata").path("generation").asText();
      Instant now = objects.now();
      Instant first = next.computeIfAbsent(key, k -> schedule.after(now).orElse(Instant.MAX));
      if (!now.isBefore(first)) {
        next.put(key, schedule.after(now).orElse(Instant.MAX));
        ping(source);
      }
    }
  }

  /** Fires a PingSource now. */
  void ping(ObjectNode source) {
    later(() -> send(source, tick(source)));
  }

  /** What a PingSource sends. */
  Event tick(ObjectNode source) {
    JsonNode spec = source.path("spec");
    String base64 = spec.path("dataBase64").asText("");
    byte[] data =
        base64.isEmpty()
            ? spec.path("data").asText("").getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(base64);
    return event(source, PING, source(source), spec.path("contentType").asText(""), data, Map.of());
  }

  /** Fires a record of a KafkaSource's first topic. */
  void kafka(ObjectNode source, String key, byte[] value) {
    later(() -> send(source, record(source, key, value)));
  }

  /** What a KafkaSource sends of a record of its first topic. */
  Event record(ObjectNode source, String key, byte[] value) {
    String topic = source.path("spec").path("topics").path(0).asText();
    String from =
        "/apis/v1/namespaces/%s/kafkasources/%s#%s"
            .formatted(Json.namespace(source), Json.name(source), topic);
    return event(
        source,
        KAFKA,
        from,
        "",
        value,
        Map.of("subject", "partition:0#0", "partitionkey", key, "key", key));
  }

  /** A delivery. */
  @FunctionalInterface
  private interface Work {
    Optional<Happening.Delivery> run() throws InterruptedException;
  }

  private void later(Work work) {
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Event event(
      ObjectNode source,
      String type,
      String from,
      String contentType,
      byte[] data,
      Map<String, String> more) {
    Map<String, String> attributes = new TreeMap<>(more);
    attributes.put("id", UUID.randomUUID().toString());
    attributes.put("type", type);
    attributes.put("source", from);
    attributes.put("time", objects.now().truncatedTo(ChronoUnit.MILLIS).toString());
    Json.fields(source.path("spec").path("ceOverrides").path("extensions"))
        .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
    return Event.of(attributes, contentType, data);
  }

  /** Sends an event, and waits; a KafkaSource may name dead letters. */
  Optional<Happening.Delivery> send(ObjectNode source, Event event) throws InterruptedException {
    JsonNode spec = source.path("spec");
    String namespace = Json.namespace(source);
    Optional<String> url = sinks.resolve(spec.path("sink"), namespace).url();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String sink = spec.path("sink").path("ref").path("name").asText("a sink");
    Delivery.Result result = delivery.deliver(event, url.get(), RETRIES);
    JsonNode letters = spec.path("delivery").path("deadLetterSink");
    Optional<String> dead =
        result.delivered() || letters.isMissingNode()
            ? Optional.empty()
            : sinks.resolve(letters, namespace).url();
    if (dead.isPresent()) {
      delivery.deliver(Delivery.dead(event, url.get(), result), dead.get(), RETRIES);
    }
    return Optional.of(result.told(sink, dead.orElse("")));
  }
}
