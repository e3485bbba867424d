package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.EventOfKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a message of Service Bus into an event.
 *
 * <p>What was sent as a CloudEvent, as JSON or by application properties that begin with {@code
 * cloudEvents:} or {@code cloudEvents_} (cloudevents/spec, amqp-protocol-binding.md, 3.1.3), is
 * that event again.
 */
final class ServiceBusWire {
  private static final int PREFIX = "cloudEvents:".length();

  private ServiceBusWire() {}

  /** What a queue hands out is its message, a CloudEvent too. */
  static Map<?, ?> ofQueue(byte[] message, App app, ExecutionContext context) {
    return new EventOfKind(event(message, app, context), Event.Kind.QUEUE);
  }

  /** What is published to a topic is of the kind that its type tells, if it is a CloudEvent. */
  static Map<?, ?> ofTopic(byte[] message, App app, ExecutionContext context) {
    Map<?, ?> event = event(message, app, context);
    return AzureEvents.SERVICE_BUS_MESSAGE.equals(event.get("type"))
        ? new EventOfKind(event, Event.Kind.TOPIC)
        : event;
  }

  private static Map<?, ?> event(byte[] message, App app, ExecutionContext context) {
    String contentType = AzureEvents.told(context, "ContentType");
    Map<Object, Object> sent = attributes(context);
    if ("1.0".equals(sent.get("specversion"))) {
      AzureEvents.put(sent, "datacontenttype", contentType);
      sent.put("data", message);
      return sent;
    }
    String id = AzureEvents.told(context, "MessageId");
    Map<Object, Object> event =
        AzureEvents.event(
            id == null ? context.getInvocationId() : id,
            AzureEvents.SERVICE_BUS_MESSAGE,
            app,
            context);
    AzureEvents.put(event, "time", AzureEvents.told(context, "EnqueuedTimeUtc"));
    AzureEvents.put(event, "subject", AzureEvents.told(context, "Subject"));
    AzureEvents.put(event, "partitionkey", AzureEvents.told(context, "SessionId"));
    AzureEvents.put(event, "sequence", AzureEvents.told(context, "SequenceNumber"));
    Map<?, ?> told = AzureEvents.message(event, message);
    if (told == event && contentType != null) {
      event.put("datacontenttype", contentType);
      event.put("data", message);
    }
    return told;
  }

  /** {@code UserProperties} is what older extensions call them. */
  private static Map<Object, Object> attributes(ExecutionContext context) {
    Map<Object, Object> attributes = new LinkedHashMap<>();
    for (String name : new String[] {"ApplicationProperties", "UserProperties"}) {
      String json = WorkerContext.metadata(context, name);
      if (json == null || !json.startsWith("{")) {
        continue;
      }
      try {
        Object properties = JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<?, ?> each : ((Map<?, ?>) properties).entrySet()) {
          String key = (String) each.getKey();
          if (isAttribute(key)) {
            String attribute = key.substring(PREFIX).toLowerCase(Locale.ROOT);
            attributes.put(attribute, String.valueOf(each.getValue()));
          }
        }
      } catch (CodecException noJson) {
        // The message is no CloudEvent then.
        attributes.clear();
      }
    }
    return attributes;
  }

  /** What was sent by a request was a header, whose case nobody promises. */
  private static boolean isAttribute(String property) {
    return property.regionMatches(true, 0, "cloudEvents", 0, PREFIX - 1)
        && property.length() > PREFIX
        && (property.charAt(PREFIX - 1) == ':' || property.charAt(PREFIX - 1) == '_');
  }
}
