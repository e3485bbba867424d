package dev.portolan.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of Kafka in the attributes of events, as bridges from Kafka write them: {@code subject}
 * {@code partition:2#15}, a {@code source} that ends with {@code #} and the topic, the record's key
 * in {@code key} or {@code partitionkey}, its headers in {@code kafkaheader…}.
 */
public final class KafkaEvents {
  private static final String PARTITION = "partition:";
  private static final String HEADER = "kafkaheader";

  private KafkaEvents() {}

  /**
   * What {@link dev.portolan.KafkaRecord} is made of, as {@link Call#portable} tells it; {@code
   * null} if the attributes say nothing of it.
   */
  public static Map<String, Object> portable(Map<?, ?> event) {
    Map<String, Object> portable = place(event);
    if (portable == null) {
      return null;
    }
    String key = text(event.get(event.containsKey("key") ? "key" : "partitionkey"));
    if (!key.isEmpty()) {
      portable.put("key", new UntoldData(bytes(key)));
    }
    Object data = event.get("data");
    portable.put("value", data instanceof byte[] ? new UntoldData((byte[]) data) : data);
    if (event.get("data_base64") instanceof String) {
      portable.put("value", new UntoldData(Events.bytes((String) event.get("data_base64"))));
    }
    portable.put("headers", headers(event));
    return portable;
  }

  /**
   * Where a record stands: its {@code topic}, {@code partition} and {@code offset}; {@code null} if
   * the attributes say nothing of it.
   */
  public static Map<String, Object> place(Map<?, ?> event) {
    String source = text(event.get("source"));
    String subject = text(event.get("subject"));
    int topic = source.indexOf('#');
    int offset = subject.indexOf('#');
    if (topic < 0 || offset < 0 || !subject.startsWith(PARTITION)) {
      return null;
    }
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("topic", source.substring(topic + 1));
    try {
      place.put("partition", Long.valueOf(subject.substring(PARTITION.length(), offset)));
      place.put("offset", Long.valueOf(subject.substring(offset + 1)));
    } catch (NumberFormatException other) {
      return null;
    }
    return place;
  }

  private static List<Map<String, Object>> headers(Map<?, ?> event) {
    List<Map<String, Object>> headers = new ArrayList<>();
    for (Map.Entry<?, ?> each : event.entrySet()) {
      String name = text(each.getKey());
      if (name.startsWith(HEADER) && name.length() > HEADER.length()) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", name.substring(HEADER.length()));
        header.put("value", bytes(text(each.getValue())));
        headers.add(header);
      }
    }
    return headers;
  }

  private static String text(Object value) {
    return value instanceof String ? (String) value : "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
