package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a record of Kafka into an event: {@code Offset}, {@code Partition}, {@code Topic}, {@code
 * Timestamp}, {@code Value} and, if it has one, {@code Key}
 * (learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-trigger, Java).
 */
final class KafkaWire {
  private KafkaWire() {}

  /**
   * The event.
   *
   * @throws CodecException if it is no record
   */
  static Object event(String json, App app, ExecutionContext context) {
    Object document = JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    if (!(document instanceof Map)) {
      throw new CodecException("Expected a record of Kafka");
    }
    Map<?, ?> told = (Map<?, ?>) document;
    String partition = number(told, "Partition");
    String offset = number(told, "Offset");
    if (!(told.get("Topic") instanceof String topic) || topic.isEmpty()) {
      throw new CodecException("Expected text at /Topic");
    }
    String id = "partition:".concat(partition).concat("/offset:").concat(offset);
    Map<Object, Object> event = AzureEvents.event(id, AzureEvents.RECORD, app, context);
    event.put("source", event.get("source") + "#" + topic);
    event.put("subject", "partition:".concat(partition).concat("#").concat(offset));
    AzureEvents.put(event, "time", text(told, "Timestamp"));
    AzureEvents.put(event, "partitionkey", text(told, "Key"));
    headers(told.get("Headers"), event);
    String value = text(told, "Value");
    return value == null
        ? event
        : AzureEvents.message(event, value.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code Key} and, in Base64, {@code Value}; named as Knative's source for Kafka names them. */
  private static void headers(Object headers, Map<Object, Object> event) {
    if (!(headers instanceof List<?> all)) {
      return;
    }
    for (Object each : all) {
      if (each instanceof Map<?, ?> header
          && header.get("Key") instanceof String name
          && header.get("Value") instanceof String value) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        try {
          byte[] bytes = Base64.getDecoder().decode(value);
          if (Utf8.isValid(bytes)) {
            event.putIfAbsent("kafkaheader" + letters, new String(bytes, StandardCharsets.UTF_8));
          }
        } catch (IllegalArgumentException noBytes) {
          // It is of no use to anybody.
        }
      }
    }
  }

  private static String number(Map<?, ?> told, String name) {
    if (told.get(name) instanceof Long number && number >= 0) {
      return number.toString();
    }
    throw new CodecException("Expected a whole number at /".concat(name));
  }

  private static String text(Map<?, ?> told, String name) {
    Object value = told.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new CodecException("Expected text at /".concat(name));
  }
}
