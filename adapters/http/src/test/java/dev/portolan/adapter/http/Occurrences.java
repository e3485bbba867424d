package dev.portolan.adapter.http;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.KafkaRecord;
import dev.portolan.codec.JsonWriter;
import dev.portolan.testkit.adapter.Occurrence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What happens, as a broker of Knative or a source sends it; objects as a store that speaks like S3
 * tells of them (cloudevents/spec, adapters/aws-s3.md).
 */
final class Occurrences {
  private static final String NAMESPACE = "/apis/v1/namespaces/default/";

  private Occurrences() {}

  static HttpRequest request(Occurrence occurrence) {
    switch (occurrence.kind()) {
      case SCHEDULE:
        return event(
            Map.of(
                "id",
                occurrence.id(),
                "type",
                "dev.knative.sources.ping",
                "source",
                NAMESPACE + "pingsources/" + occurrence.place()));
      case OBJECT_CREATED:
        return object("ObjectCreated:Put", occurrence);
      case OBJECT_DELETED:
        return object("ObjectRemoved:Delete", occurrence);
      case KAFKA:
        return record(occurrence);
      case RECORD_CREATED:
        return change("c", occurrence);
      case RECORD_UPDATED:
        return change("u", occurrence);
      case RECORD_DELETED:
        return change("d", occurrence);
      default:
        return message(occurrence);
    }
  }

  /** To a broker whatever is sent is a CloudEvent, so one that is none gets what it needs. */
  private static HttpRequest message(Occurrence occurrence) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", occurrence.id());
    attributes.put("type", "message");
    attributes.put("source", NAMESPACE + "brokers/" + occurrence.place());
    attributes.putAll(occurrence.attributes());
    HttpRequest request = event(attributes).withBody(occurrence.data());
    return occurrence.mediaType().isEmpty()
        ? request
        : request.withHeader("content-type", occurrence.mediaType());
  }

  /**
   * As a KafkaSource sends it: knative-extensions/eventing-kafka-broker, {@code
   * InvalidCloudEventInterceptor}.
   */
  private static HttpRequest record(Occurrence occurrence) {
    KafkaRecord<byte[], byte[]> record = occurrence.record().orElseThrow();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", occurrence.id());
    attributes.put("type", "dev.knative.kafka.event");
    attributes.put("source", NAMESPACE + "kafkasources/shop#" + record.topic());
    attributes.put("subject", "partition:" + record.partition() + "#" + record.offset());
    record.key().ifPresent(key -> attributes.put("key", text(key)));
    record.key().ifPresent(key -> attributes.put("partitionkey", text(key)));
    for (KafkaRecord.Header header : record.headers()) {
      String letters = header.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
      attributes.putIfAbsent("kafkaheader" + letters, text(header.value()));
    }
    return event(attributes).withBody(record.value().orElse(new byte[0]));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** As Debezium tells of a row: debezium.io, "CloudEvents". */
  private static HttpRequest change(String operation, Occurrence occurrence) {
    Change<Map<String, Object>> change = occurrence.change().orElseThrow();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("before", change.before().map(row -> row(row, change.key())).orElse(null));
    data.put("after", change.after().map(row -> row(row, change.key())).orElse(null));
    data.put("op", operation);
    data.put("ts_ms", 1767323045678L);
    return event(
            Map.of(
                "id",
                occurrence.id(),
                "type",
                "io.debezium.connector.postgresql.DataChangeEvent",
                "source",
                "/debezium/postgresql/" + occurrence.place(),
                "iodebeziumop",
                operation,
                "iodebeziumtable",
                occurrence.place()))
        .withHeader("content-type", "application/json")
        .withBody(new JsonWriter().value(data).toBytes());
  }

  /** A row holds its key. */
  private static Map<String, Object> row(Map<String, Object> state, String key) {
    Map<String, Object> row = new LinkedHashMap<>(state);
    row.put("id", key);
    return row;
  }

  private static HttpRequest object(String what, Occurrence occurrence) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", URLEncoder.encode(occurrence.key(), StandardCharsets.UTF_8));
    if (occurrence.kind() == Event.Kind.OBJECT_CREATED) {
      object.put("size", occurrence.data().length);
      object.put("eTag", "d41d8cd98f00b204e9800998ecf8427e");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("bucket", Map.of("name", occurrence.place()));
    data.put("object", object);
    Map<String, String> attributes =
        Map.of(
            "id",
            occurrence.id(),
            "type",
            "com.amazonaws.s3." + what,
            "source",
            "aws:s3.eu-west-1." + occurrence.place());
    return event(attributes)
        .withHeader("content-type", "application/json")
        .withBody(new JsonWriter().value(data).toBytes());
  }

  private static HttpRequest event(Map<String, String> attributes) {
    HttpRequest request = HttpRequest.of("POST", "/").withHeader("ce-specversion", "1.0");
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      request = request.withHeader("ce-" + each.getKey(), EventRequest.encoded(each.getValue()));
    }
    return request;
  }
}
