package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.UntoldData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of Kafka, from MSK or a cluster of one's own
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html, with-kafka.html).
 *
 * <p>The event has them by topic and partition, in the order of their offsets.
 */
final class KafkaWire implements RecordWire {
  static final String TYPE = "org.apache.kafka.record";

  private final String cluster;

  private KafkaWire(String cluster) {
    this.cluster = cluster;
  }

  /** The ARN of MSK; of a cluster of one's own its brokers, in one order. */
  static KafkaWire of(Map<?, ?> event) {
    Object arn = event.get("eventSourceArn");
    if (arn instanceof String) {
      return new KafkaWire((String) arn);
    }
    Object servers = event.get("bootstrapServers");
    String[] brokers = servers instanceof String ? ((String) servers).split(",") : new String[0];
    Arrays.sort(brokers);
    return new KafkaWire(brokers.length == 0 ? null : "kafka://" + String.join(",", brokers));
  }

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    long partition = Members.number(record, "partition");
    long offset = Members.number(record, "offset");
    if (cluster == null) {
      throw Members.expected("text", "eventSourceArn");
    }
    Map<String, Object> event =
        RecordWire.event(
            "partition:" + partition + "/offset:" + offset,
            cluster + "#" + Members.text(record, "topic"),
            TYPE,
            Times.ofMillis(record.get("timestamp")));
    event.put("subject", "partition:" + partition + "#" + offset);
    RecordWire.put(event, "partitionkey", key(record));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map<String, Object> header : headers(record)) {
      String value = header.get("value") == null ? null : text((byte[]) header.get("value"));
      if (value != null) {
        headers.putIfAbsent((String) header.get("name"), value);
      }
    }
    return Messages.event(event, optionalBytes(record, "value"), headers, "kafkaheader");
  }

  /** As text if it is that, else in Base64; {@code null} if there is none. */
  private static String key(Map<?, ?> record) {
    byte[] key = optionalBytes(record, "key");
    if (key == null || key.length == 0) {
      return null;
    }
    return text(key) == null ? (String) record.get("key") : text(key);
  }

  private static String text(byte[] bytes) {
    return Utf8.isValid(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
  }

  private static byte[] optionalBytes(Map<?, ?> record, String name) {
    Object base64 = record.get(name);
    if (base64 != null && !(base64 instanceof String)) {
      throw Members.expected("text in Base64", name);
    }
    return base64 == null ? null : bytes((String) base64);
  }

  static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new CodecException("Expected text in Base64");
    }
  }

  /** Each is an object of one name, and its bytes as numbers, which Java counts from -128. */
  private static List<Map<String, Object>> headers(Map<?, ?> record) {
    List<Map<String, Object>> headers = new ArrayList<>();
    for (Object each : Members.optionalList(record, "headers")) {
      if (!(each instanceof Map)) {
        throw Members.expected("objects", "headers");
      }
      for (Object name : ((Map<?, ?>) each).keySet()) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", name);
        if (((Map<?, ?>) each).get(name) != null) {
          header.put("value", numbers(Members.optionalList((Map<?, ?>) each, (String) name)));
        }
        headers.add(header);
      }
    }
    return headers;
  }

  private static byte[] numbers(List<?> numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      long number = numbers.get(i) instanceof Long ? (Long) numbers.get(i) : 256;
      if (number < -128 || number > 255) {
        throw Members.expected("bytes", "headers");
      }
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  /** What {@code dev.portolan.KafkaRecord} is made of. */
  static Map<String, Object> portable(Map<?, ?> record) {
    Map<String, Object> portable = new LinkedHashMap<>();
    portable.put("topic", record.get("topic"));
    portable.put("partition", Members.number(record, "partition"));
    portable.put("offset", Members.number(record, "offset"));
    for (String name : new String[] {"key", "value"}) {
      byte[] bytes = optionalBytes(record, name);
      portable.put(name, bytes == null ? null : new UntoldData(bytes));
    }
    portable.put("headers", headers(record));
    return portable;
  }

  @Override
  public String id(Map<?, ?> record) {
    Object offset = record.get("offset");
    return offset == null
        ? null
        : record.get("topic") + "-" + record.get("partition") + "/" + offset;
  }

  @Override
  public boolean isOrdered(Map<?, ?> record) {
    return true;
  }

  @Override
  public String orderKey(Map<?, ?> record) {
    return key(record);
  }

  /** A CloudEvent in a record has a type of its own, and is a record of Kafka all the same. */
  @Override
  public Event.Kind kind() {
    return Event.Kind.KAFKA;
  }

  @Override
  public byte[] reply(LambdaRecords records, Replies replies) {
    return replies.whole();
  }
}
