package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
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
    if (!(document instanceof Map) || !((Map<?, ?>) document).containsKey("Offset")) {
      throw new CodecException("Expected a record of Kafka");
    }
    Map<?, ?> told = (Map<?, ?>) document;
    String partition = String.valueOf(told.get("Partition"));
    String offset = String.valueOf(told.get("Offset"));
    String id = "partition:".concat(partition).concat("/offset:").concat(offset);
    Map<Object, Object> event = AzureEvents.event(id, AzureEvents.RECORD, app, context);
    event.put("source", event.get("source") + "#" + told.get("Topic"));
    event.put("subject", "partition:".concat(partition).concat("#").concat(offset));
    AzureEvents.put(event, "time", text(told.get("Timestamp")));
    AzureEvents.put(event, "partitionkey", text(told.get("Key")));
    Object value = told.get("Value");
    return value instanceof String text
        ? AzureEvents.message(event, text.getBytes(StandardCharsets.UTF_8))
        : event;
  }

  private static String text(Object value) {
    return value instanceof String text ? text : null;
  }
}
