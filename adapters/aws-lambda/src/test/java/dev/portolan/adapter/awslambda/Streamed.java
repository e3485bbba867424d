package dev.portolan.adapter.awslambda;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.codec.JsonReader;
import dev.portolan.testkit.adapter.Occurrence;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of tables and records of Kafka, as Lambda's pollers hand them over and understand the
 * answer; the sources are with {@link DynamoDbWire} and {@link KafkaWire}.
 */
final class Streamed {
  private static final String ARN = ":eu-west-1:123456789012:";
  private static final String STREAM = "/stream/2026-01-01T00:00:00.000";
  private static final long TIME = 1767323045678L;

  private Streamed() {}

  /** The changes of a table, one shard; a later one has a greater number. */
  static Map<String, Object> changes(List<Occurrence> occurrences) {
    List<Object> records = new ArrayList<>();
    for (Occurrence each : occurrences) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("eventID", each.id());
      record.put("eventName", name(each.kind()));
      record.put("eventVersion", "1.1");
      record.put("eventSource", "aws:dynamodb");
      record.put("awsRegion", "eu-west-1");
      record.put("dynamodb", change(each.change().orElseThrow(), records.size()));
      record.put("eventSourceARN", "arn:aws:dynamodb" + ARN + "table/" + each.place() + STREAM);
      records.add(record);
    }
    return Map.of("Records", records);
  }

  private static String name(Event.Kind kind) {
    return switch (kind) {
      case RECORD_CREATED -> "INSERT";
      case RECORD_UPDATED -> "MODIFY";
      default -> "REMOVE";
    };
  }

  private static String sequence(int index) {
    return String.format("1%020d", index + 1);
  }

  /** An item holds its key. */
  private static Map<String, Object> change(Change<Map<String, Object>> told, int index) {
    Map<String, Object> key = Map.of("id", Map.of("S", told.key()));
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("ApproximateCreationDateTime", TIME / 1000);
    change.put("Keys", key);
    told.after().ifPresent(item -> change.put("NewImage", image(item, key)));
    told.before().ifPresent(item -> change.put("OldImage", image(item, key)));
    change.put("SequenceNumber", sequence(index));
    change.put("StreamViewType", "NEW_AND_OLD_IMAGES");
    return change;
  }

  private static Map<String, Object> image(Map<String, Object> item, Map<String, Object> key) {
    Map<String, Object> image = values(item);
    image.putAll(key);
    return image;
  }

  private static Map<String, Object> values(Map<?, ?> plain) {
    Map<String, Object> values = new LinkedHashMap<>();
    plain.forEach((name, value) -> values.put((String) name, value(value)));
    return values;
  }

  private static Object value(Object plain) {
    if (plain instanceof Map<?, ?> map) {
      return Map.of("M", values(map));
    }
    if (plain instanceof List<?> list) {
      return Map.of("L", list.stream().map(Streamed::value).toList());
    }
    if (plain instanceof Number) {
      return Map.of("N", plain.toString());
    }
    if (plain instanceof Boolean) {
      return Map.of("BOOL", plain);
    }
    return plain == null ? Map.of("NULL", true) : Map.of("S", plain);
  }

  /** From the number that is named all come again, those behind it too. */
  static List<Boolean> changesAgain(byte[] answer, List<Occurrence> occurrences) {
    String lowest = null;
    if (answer.length > 0
        && JsonReader.read(answer) instanceof Map<?, ?> told
        && told.get("batchItemFailures") instanceof List<?> failures
        && !failures.isEmpty()) {
      lowest = (String) ((Map<?, ?>) failures.get(0)).get("itemIdentifier");
    }
    List<Boolean> again = new ArrayList<>();
    for (int i = 0; i < occurrences.size(); i++) {
      again.add(lowest != null && sequence(i).compareTo(lowest) >= 0);
    }
    return again;
  }

  /** Records of a topic, by their partitions. */
  static Map<String, Object> records(List<Occurrence> occurrences) {
    Map<String, List<Object>> partitions = new LinkedHashMap<>();
    for (Occurrence each : occurrences) {
      KafkaRecord<byte[], byte[]> record = each.record().orElseThrow();
      partitions
          .computeIfAbsent(record.topic() + "-" + record.partition(), name -> new ArrayList<>())
          .add(record(record));
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventSource", "aws:kafka");
    event.put("eventSourceArn", "arn:aws:kafka" + ARN + "cluster/shop/1f2e-1");
    event.put("bootstrapServers", "b-1.shop.kafka.eu-west-1.amazonaws.com:9098");
    event.put("records", partitions);
    return event;
  }

  private static Map<String, Object> record(KafkaRecord<byte[], byte[]> told) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("topic", told.topic());
    record.put("partition", told.partition());
    record.put("offset", told.offset());
    record.put("timestamp", TIME);
    record.put("timestampType", "CREATE_TIME");
    told.key().ifPresent(key -> record.put("key", Base64.getEncoder().encodeToString(key)));
    told.value().ifPresent(value -> record.put("value", Base64.getEncoder().encodeToString(value)));
    List<Object> headers = new ArrayList<>();
    for (KafkaRecord.Header header : told.headers()) {
      List<Object> numbers = new ArrayList<>();
      for (byte each : header.value()) {
        numbers.add((int) each);
      }
      headers.add(Map.of(header.name(), numbers));
    }
    record.put("headers", headers);
    return record;
  }
}
