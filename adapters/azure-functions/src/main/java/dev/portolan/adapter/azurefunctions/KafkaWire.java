package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.EventOfKind;
import dev.portolan.runtime.SentAttributes;
import dev.portolan.runtime.UntoldData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a record of Kafka into an event: its bytes, and beside them what the trigger tells: {@code
 * Topic}, {@code Partition}, {@code Offset}, {@code Timestamp}, {@code Headers} and, if it has one,
 * {@code Key}.
 *
 * <p>Headers that are text are extensions of the event. All of them, with their names and bytes as
 * they were sent, are in {@link dev.portolan.KafkaRecord}; of several of one name too. A key of
 * bytes that are no UTF-8 the trigger has broken before it tells it ({@code
 * HandleKeyDataConversion}).
 *
 * @see <a
 *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/KafkaTriggerBindingStrategy.cs">AddBindingData</a>
 * @see <a
 *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Trigger/KafkaEventDataConvertManager.cs">ConvertToByteArray:
 *     no bytes where there is no value</a>
 */
record KafkaWire(
    byte[] value,
    String topic,
    String partition,
    String offset,
    String key,
    List<Map<String, Object>> headers) {

  /**
   * The record.
   *
   * @throws CodecException if it is none
   */
  static KafkaWire of(
      byte[] value, String topic, String partition, String offset, ExecutionContext context) {
    number(partition, "Partition");
    number(offset, "Offset");
    if (topic == null || topic.isEmpty()) {
      throw new CodecException("Expected text as Topic");
    }
    return new KafkaWire(
        value == null || value.length == 0 ? null : value,
        topic,
        partition,
        offset,
        WorkerContext.metadata(context, "Key"),
        headers(WorkerContext.metadata(context, "Headers")));
  }

  /** The event. */
  Map<?, ?> event(App app, ExecutionContext context) {
    String id = "partition:".concat(partition).concat("/offset:").concat(offset);
    Map<Object, Object> event =
        AzureEvents.event(id, AzureEvents.RECORD, Sources.topicOfKafka(topic, app, context));
    event.put("subject", "partition:".concat(partition).concat("#").concat(offset));
    AzureEvents.put(event, "time", AzureEvents.told(context, "Timestamp"));
    AzureEvents.put(event, "partitionkey", key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map<String, Object> header : headers) {
      if (header.get("value") instanceof byte[] bytes && Utf8.isValid(bytes)) {
        texts.putIfAbsent((String) header.get("name"), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    SentAttributes.add(event, texts, "kafkaheader");
    Map<?, ?> told = value == null ? event : AzureEvents.message(event, value);
    return new EventOfKind(told, Event.Kind.KAFKA);
  }

  /** What {@link dev.portolan.KafkaRecord} is made of. */
  Map<String, Object> portable() {
    Map<String, Object> portable = new LinkedHashMap<>();
    portable.put("topic", topic);
    portable.put("partition", Long.valueOf(partition));
    portable.put("offset", Long.valueOf(offset));
    portable.put(
        "key",
        key == null || key.isEmpty() ? null : new UntoldData(key.getBytes(StandardCharsets.UTF_8)));
    portable.put("value", value == null ? null : new UntoldData(value));
    portable.put("headers", headers);
    return portable;
  }

  /**
   * {@code Key} and, in Base64, {@code Value}, which a header need not have. One that is no Base64
   * is text as it stands: for a header nobody refuses a record, which would not come again.
   */
  private static List<Map<String, Object>> headers(String json) {
    List<Map<String, Object>> headers = new ArrayList<>();
    Object told = json == null ? null : JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    for (Object each : told instanceof List<?> all ? all : List.of()) {
      if (each instanceof Map<?, ?> header && header.get("Key") instanceof String name) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", name);
        if (header.get("Value") instanceof String value) {
          one.put("value", bytes(value));
        }
        headers.add(one);
      }
    }
    return headers;
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      return base64.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static void number(String told, String name) {
    try {
      if (told != null && told.matches("[0-9]{1,19}")) {
        Long.parseLong(told);
        return;
      }
    } catch (NumberFormatException tooLarge) {
      // As if it were none.
    }
    throw new CodecException("Expected a whole number as ".concat(name));
  }
}
