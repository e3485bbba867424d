package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.EventOfKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a record of Kafka into an event: its bytes, and beside them what the trigger tells: {@code
 * Topic}, {@code Partition}, {@code Offset}, {@code Timestamp}, {@code Headers} and, if it has one,
 * {@code Key}.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/KafkaTriggerBindingStrategy.cs">AddBindingData</a>
 * @see <a
 *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/KafkaEventDataConvertManager.cs">ConvertToByteArray:
 *     no bytes where there is no value</a>
 */
final class KafkaWire {
  private KafkaWire() {}

  /**
   * The event.
   *
   * @throws CodecException if it is no record
   */
  static Map<?, ?> event(
      byte[] value,
      String topic,
      String partition,
      String offset,
      App app,
      ExecutionContext context) {
    number(partition, "Partition");
    number(offset, "Offset");
    if (topic == null || topic.isEmpty()) {
      throw new CodecException("Expected text as Topic");
    }
    String id = "partition:".concat(partition).concat("/offset:").concat(offset);
    Map<Object, Object> event = AzureEvents.event(id, AzureEvents.RECORD, app, context);
    event.put("source", event.get("source") + "#" + topic);
    event.put("subject", "partition:".concat(partition).concat("#").concat(offset));
    AzureEvents.put(event, "time", AzureEvents.told(context, "Timestamp"));
    AzureEvents.put(event, "partitionkey", WorkerContext.metadata(context, "Key"));
    headers(WorkerContext.metadata(context, "Headers"), event);
    Map<?, ?> told = value == null || value.length == 0 ? event : AzureEvents.message(event, value);
    return new EventOfKind(told, Event.Kind.KAFKA);
  }

  /** {@code Key} and, in Base64, {@code Value}; named as Knative's source for Kafka names them. */
  private static void headers(String json, Map<Object, Object> event) {
    Object headers = json == null ? null : JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
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

  private static void number(String told, String name) {
    if (told == null || !told.matches("[0-9]{1,19}")) {
      throw new CodecException("Expected a whole number as ".concat(name));
    }
  }
}
