package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.knative.kube.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a store in a cluster sends to a broker: of a bucket the events of S3, as MinIO has them too,
 * of a table those of Debezium, and of a topic or a queue what somebody posts there.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/adapters/aws-s3.md">S3's
 *     events as CloudEvents</a>
 * @see <a href="https://debezium.io/documentation/reference/stable/integrations/cloudevents.html">
 *     Debezium's</a>
 */
final class Notifications {
  private static final String JSON = "application/json";

  private Notifications() {}

  static Event of(Happening happening, Instant now) {
    Trigger trigger = happening.trigger();
    if (trigger instanceof Trigger.ObjectCreated) {
      return object(happening, "ObjectCreated:Put", now);
    } else if (trigger instanceof Trigger.ObjectDeleted) {
      return object(happening, "ObjectRemoved:Delete", now);
    } else if (trigger instanceof Trigger.RecordChanged) {
      return record(happening, now);
    }
    List<String> types = trigger instanceof Trigger.Topic topic ? topic.types() : List.of();
    return posted(happening).orElseGet(() -> message(happening, types, now));
  }

  /** The data, where that is an event already. */
  private static Optional<Event> posted(Happening happening) {
    return EventWire.read(
        Map.of("content-type", List.of("application/cloudevents+json")), happening.data());
  }

  private static Event message(Happening happening, List<String> types, Instant now) {
    String type = types.isEmpty() ? "dev.portolan.fired" : types.get(0);
    String contentType = json(happening.data()).isPresent() ? JSON : "text/plain; charset=utf-8";
    Map<String, String> more =
        happening.key().isEmpty() ? Map.of() : Map.of("partitionkey", happening.key());
    return event(type, "/portolan/fire", more, contentType, happening.data(), now);
  }

  private static Event object(Happening happening, String name, Instant now) {
    String key = happening.key().isEmpty() ? "object" : happening.key();
    ObjectNode data = Json.object();
    data.put("eventVersion", "2.0").put("eventSource", "aws:s3").put("awsRegion", "");
    data.put("eventTime", now.truncatedTo(ChronoUnit.MILLIS).toString()).put("eventName", name);
    ObjectNode s3 = data.putObject("s3").put("s3SchemaVersion", "1.0");
    s3.putObject("bucket").put("name", happening.name());
    ObjectNode object = s3.putObject("object").put("key", encoded(key));
    if (name.startsWith("ObjectCreated")) {
      object.put("size", happening.data().length);
    }
    object.put("sequencer", Long.toHexString(now.toEpochMilli()));
    return event(
        "com.amazonaws.s3." + name,
        "aws:s3.." + happening.name(),
        Map.of("subject", key),
        JSON,
        bytes(data),
        now);
  }

  /** Keys stand in S3's events as a form would send them. */
  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static Event record(Happening happening, Instant now) {
    boolean removed = happening.data().length == 0;
    ObjectNode data = Json.object();
    JsonNode fields = json(happening.data()).orElseGet(Json::object);
    if (fields instanceof ObjectNode row && !happening.key().isEmpty() && !row.has("id")) {
      row.put("id", happening.key());
    }
    data.set("before", removed ? Json.object().put("id", happening.key()) : null);
    data.set("after", removed ? null : fields);
    String operation = removed ? "d" : "c";
    data.put("op", operation).put("ts_ms", now.toEpochMilli());
    return event(
        "io.debezium.connector.postgresql.DataChangeEvent",
        "/debezium/postgresql/" + happening.name(),
        Map.of("iodebeziumop", operation, "iodebeziumtable", happening.name()),
        JSON,
        bytes(data),
        now);
  }

  private static Event event(
      String type,
      String source,
      Map<String, String> more,
      String contentType,
      byte[] data,
      Instant now) {
    Map<String, String> attributes = new TreeMap<>(more);
    attributes.put("id", UUID.randomUUID().toString());
    attributes.put("type", type);
    attributes.put("source", source);
    attributes.put("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
    return Event.of(attributes, contentType, data);
  }

  private static Optional<JsonNode> json(byte[] data) {
    try {
      return Optional.of(Json.parse(new String(data, StandardCharsets.UTF_8)))
          .filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
