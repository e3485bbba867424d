package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.EventOfKind;
import dev.portolan.runtime.SentAttributes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a message of Service Bus into an event.
 *
 * <p>What was sent as a CloudEvent, as JSON or by application properties that begin with {@code
 * cloudEvents:} or {@code cloudEvents_} (cloudevents/spec, amqp-protocol-binding.md, 3.1.3), is
 * that event again. Of any other message the application properties are extensions of the event, as
 * {@link SentAttributes} has them: {@code Tenant-Id} is {@code tenantid}.
 */
final class ServiceBusWire {
  private static final int PREFIX = "cloudEvents:".length();

  private ServiceBusWire() {}

  /** What a queue hands out is its message, a CloudEvent too. */
  static Map<?, ?> ofQueue(byte[] message, int attempt, App app, ExecutionContext context) {
    return new EventOfKind(
        event(message, attempt, Sources.busQueue(app, context), context), Event.Kind.QUEUE);
  }

  /** What is published to a topic is of the kind that its type tells, if it is a CloudEvent. */
  static Map<?, ?> ofTopic(byte[] message, int attempt, App app, ExecutionContext context) {
    Map<?, ?> event = event(message, attempt, Sources.busTopic(app, context), context);
    return AzureEvents.SERVICE_BUS_MESSAGE.equals(event.get("type"))
        ? new EventOfKind(event, Event.Kind.TOPIC)
        : event;
  }

  private static Map<?, ?> event(
      byte[] message, int attempt, String source, ExecutionContext context) {
    String contentType = AzureEvents.told(context, "ContentType");
    Map<?, ?> properties = properties(context);
    Map<Object, Object> sent = attributes(properties);
    if ("1.0".equals(sent.get("specversion"))) {
      AzureEvents.put(sent, "datacontenttype", contentType);
      sent.put("data", message);
      return sent;
    }
    String id = AzureEvents.told(context, "MessageId");
    Map<Object, Object> event =
        AzureEvents.event(
            id == null ? context.getInvocationId() : id, AzureEvents.SERVICE_BUS_MESSAGE, source);
    AzureEvents.put(event, "time", AzureEvents.told(context, "EnqueuedTimeUtc"));
    String subject = AzureEvents.told(context, "Subject");
    AzureEvents.put(
        event, "subject", subject == null ? AzureEvents.told(context, "Label") : subject);
    AzureEvents.put(event, "partitionkey", AzureEvents.told(context, "SessionId"));
    AzureEvents.put(event, "sequence", AzureEvents.told(context, "SequenceNumber"));
    AzureEvents.attempt(event, attempt);
    SentAttributes.add(event, properties, "");
    Map<?, ?> told = AzureEvents.message(event, message);
    if (told == event && contentType != null) {
      event.put("datacontenttype", contentType);
      event.put("data", message);
    }
    return told;
  }

  /**
   * What the sender told beside the message; nothing where that cannot be read. {@code
   * UserProperties} is what older extensions call them, as {@code Label} is their {@code Subject}.
   */
  private static Map<?, ?> properties(ExecutionContext context) {
    Map<Object, Object> all = new LinkedHashMap<>();
    for (String name : new String[] {"ApplicationProperties", "UserProperties"}) {
      String json = WorkerContext.metadata(context, name);
      try {
        if (json != null
            && JsonReader.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> told) {
          told.forEach(all::putIfAbsent);
        }
      } catch (CodecException noJson) {
        // The sender told nothing then.
      }
    }
    return all;
  }

  /** Those of a CloudEvent, by their names in one; what is {@code null} was not sent. */
  private static Map<Object, Object> attributes(Map<?, ?> properties) {
    Map<Object, Object> attributes = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : properties.entrySet()) {
      String name = (String) each.getKey();
      Object value = each.getValue();
      if (isAttribute(name) && value != null) {
        String attribute = name.substring(PREFIX).toLowerCase(Locale.ROOT);
        boolean scalar = !(value instanceof Map || value instanceof List);
        attributes.put(attribute, scalar ? value.toString() : value);
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
