package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.SentAttributes;
import dev.portolan.runtime.UntoldData;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was published to a topic, in the event that Eventarc makes of it.
 *
 * <p>The event's data is {@code MessagePublishedData}: {@code message} with {@code data} in Base64,
 * {@code attributes}, {@code messageId}, {@code publishTime} and {@code orderingKey}
 * (googleapis/google-cloudevents, google/events/cloud/pubsub/v1/data.proto). What was published as
 * a CloudEvent, by the attributes of its Pub/Sub binding, is that event again
 * (googleapis/google-cloudevents, docs/spec/pubsub.md).
 */
record PubSubMessage(
    Map<?, ?> envelope, Map<?, ?> message, Map<?, ?> attributes, Object deliveries) {
  private static final String STRUCTURED = "application/cloudevents";

  /**
   * The message of an event.
   *
   * @throws CodecException if the event has none
   */
  static PubSubMessage of(Map<?, ?> event) {
    Object data = event.get("data");
    if (event.get("data_base64") instanceof String base64) {
      data = bytes(base64);
    }
    Object document = data instanceof byte[] bytes ? JsonReader.read(bytes) : data;
    if (!(document instanceof Map) || !(((Map<?, ?>) document).get("message") instanceof Map)) {
      throw new CodecException("Expected a message of Pub/Sub at /data/message");
    }
    Map<?, ?> delivery = (Map<?, ?>) document;
    Map<?, ?> message = (Map<?, ?>) delivery.get("message");
    return new PubSubMessage(
        event, message, attributes(message.get("attributes")), delivery.get("deliveryAttempt"));
  }

  /** Texts by their names, {@code map<string, string>} (google/pubsub/v1/pubsub.proto). */
  private static Map<?, ?> attributes(Object attributes) {
    if (attributes == null) {
      return Map.of();
    }
    if (attributes instanceof Map) {
      Map<?, ?> all = (Map<?, ?>) attributes;
      if (all.values().stream().allMatch(String.class::isInstance)) {
        return all;
      }
    }
    throw new CodecException("Expected texts at /data/message/attributes");
  }

  /** The topic's own name, the last word of the event's source. */
  static String topic(Map<?, ?> event) {
    Object source = event.get("source");
    return source instanceof String text ? text.substring(text.lastIndexOf('/') + 1) : "";
  }

  /**
   * Which delivery this is, 0 if untold: "the approximate number of times that Cloud Pub/Sub has
   * attempted to deliver the associated message to a subscriber", or nothing "if a DeadLetterPolicy
   * is not set on the subscription" (google/pubsub/v1/pubsub.proto, {@code
   * ReceivedMessage.delivery_attempt}). What is pushed has it beside the message, as {@code
   * deliveryAttempt}.
   */
  int attempt() {
    return deliveries instanceof Long count && count > 0 && count <= Integer.MAX_VALUE
        ? count.intValue()
        : 0;
  }

  /** What Pub/Sub calls it, or {@code null}. */
  String id() {
    return text("messageId", "message_id");
  }

  /**
   * The event it is, or those of a batch.
   *
   * @throws CodecException if what was published is none
   */
  Object event() {
    Object text = message.get("data");
    if (text != null && !(text instanceof String)) {
      throw new CodecException("Expected Base64 at /data/message/data");
    }
    byte[] data = text == null ? null : bytes((String) text);
    String contentType = attribute("content-type");
    if (contentType != null
        && contentType.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length())) {
      return structured(data);
    }
    return attribute("ce-specversion") == null
        ? plain(data, contentType)
        : binary(data, contentType);
  }

  private static Object structured(byte[] data) {
    Object tree = data == null ? null : JsonReader.read(data);
    if (tree instanceof List<?> events) {
      for (Object event : events) {
        requireEvent(event);
      }
    } else {
      requireEvent(tree);
    }
    return tree;
  }

  private static void requireEvent(Object event) {
    if (!(event instanceof Map) || !(((Map<?, ?>) event).get("type") instanceof String)) {
      throw new CodecException("Expected an event in JSON");
    }
  }

  private Map<Object, Object> binary(byte[] data, String contentType) {
    Map<Object, Object> event = new LinkedHashMap<>();
    for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
      String name = ((String) attribute.getKey()).toLowerCase(Locale.ROOT);
      if (name.startsWith("ce-")) {
        event.put(name.substring(3), attribute.getValue());
      }
    }
    if (!(event.get("type") instanceof String)) {
      throw new CodecException("Expected attribute ce-type");
    }
    event.remove("data_base64");
    return withData(event, data, contentType);
  }

  private Map<Object, Object> plain(byte[] data, String contentType) {
    Map<Object, Object> event = new LinkedHashMap<>(envelope);
    event.remove("datacontenttype");
    event.remove("data_base64");
    event.remove("dataschema");
    if (id() != null) {
      event.put("id", id());
    }
    String time = text("publishTime", "publish_time");
    if (time != null) {
      event.put("time", time);
    }
    String key = text("orderingKey", "ordering_key");
    if (key != null && !key.isEmpty()) {
      event.put("partitionkey", key);
    }
    if (attempt() > 0) {
      event.put("portolanattempt", Integer.toString(attempt()));
    }
    SentAttributes.add(event, attributes, "");
    if (contentType != null || data == null || data.length == 0) {
      return withData(event, data, contentType);
    }
    event.put("datacontenttype", mediaType(data));
    event.put("data", new UntoldData(data));
    return event;
  }

  private static Map<Object, Object> withData(
      Map<Object, Object> event, byte[] data, String contentType) {
    event.remove("data");
    if (contentType != null) {
      event.put("datacontenttype", contentType);
    }
    if (data != null && data.length > 0) {
      event.put("data", data);
    }
    return event;
  }

  /** What a publisher did not say. */
  private static String mediaType(byte[] data) {
    try {
      JsonReader.read(data);
      return "application/json";
    } catch (CodecException noJson) {
      return Utf8.isValid(data) ? "text/plain; charset=utf-8" : "application/octet-stream";
    }
  }

  private String attribute(String name) {
    for (Map.Entry<?, ?> attribute : attributes.entrySet()) {
      if (name.equalsIgnoreCase((String) attribute.getKey())) {
        return attribute.getValue() instanceof String text && !text.isEmpty() ? text : null;
      }
    }
    return null;
  }

  private String text(String name, String otherName) {
    Object value = message.get(name) == null ? message.get(otherName) : message.get(name);
    return value instanceof String text ? text : null;
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new CodecException("Expected Base64 in a message of Pub/Sub");
    }
  }
}
