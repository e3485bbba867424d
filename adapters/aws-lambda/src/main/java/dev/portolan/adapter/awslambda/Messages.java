package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.SentAttributes;
import dev.portolan.runtime.UntoldData;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Messages with attributes of their senders': CloudEvents, or anything.
 *
 * <p>One is a CloudEvent by its attributes, which begin with {@code ce-}, {@code ce_} (the binding
 * for Kafka), {@code cloudEvents:} or {@code cloudEvents_} (that for AMQP); or as JSON with its
 * {@code specversion}, whether or not its media type says so.
 */
final class Messages {
  private static final String STRUCTURED = "application/cloudevents";
  private static final byte[] SPECVERSION = {'"', 's', 'p', 'e', 'c', 'v', 'e', 'r'};

  private Messages() {}

  /**
   * The event that a message is.
   *
   * @param envelope the event that its delivery is
   * @param message its bytes, may be {@code null}
   * @param prefix as {@link SentAttributes#add} takes it
   * @throws CodecException if it claims to be a CloudEvent and is none
   */
  static Map<String, Object> event(
      Map<String, Object> envelope, byte[] message, Map<String, String> attributes, String prefix) {
    String contentType = contentType(attributes);
    if (contentType != null && contentType.regionMatches(true, 0, STRUCTURED, 0, 23)) {
      return structured(message);
    }
    Map<String, Object> binary = binary(attributes);
    if (binary.containsKey("specversion")) {
      RecordWire.put(binary, "datacontenttype", contentType);
      return withData(binary, message);
    }
    Map<String, Object> itself = message == null ? null : itself(message);
    if (itself != null) {
      return itself;
    }
    SentAttributes.add(envelope, attributes, prefix);
    if (contentType != null) {
      envelope.put("datacontenttype", contentType);
      return withData(envelope, message);
    }
    return message == null ? envelope : withUntold(envelope, message);
  }

  /** The type that a sender tells beside the message; {@code null} if none. */
  static String type(Map<String, String> attributes) {
    Object type = binary(attributes).get("type");
    return "".equals(type) ? null : (String) type;
  }

  private static Map<String, Object> withUntold(Map<String, Object> event, byte[] message) {
    event.put("data", new UntoldData(message));
    return event;
  }

  private static Map<String, Object> withData(Map<String, Object> event, byte[] message) {
    if (message != null && message.length > 0) {
      boolean told = event.get("datacontenttype") != null;
      event.put("data", told ? message : new UntoldData(message));
    }
    return event;
  }

  private static Map<String, Object> structured(byte[] message) {
    Object tree = message == null ? null : JsonReader.read(message);
    if (!(tree instanceof Map)) {
      throw new CodecException("Expected a CloudEvent in JSON");
    }
    return document((Map<?, ?>) tree);
  }

  /** A message that is a CloudEvent in JSON and does not say so; {@code null} if it is none. */
  private static Map<String, Object> itself(byte[] message) {
    if (message.length == 0 || message[0] != '{' || !mentionsVersion(message)) {
      return null;
    }
    try {
      Map<?, ?> document = (Map<?, ?>) JsonReader.read(message);
      return "1.0".equals(document.get("specversion")) ? document(document) : null;
    } catch (CodecException noJson) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> document(Map<?, ?> document) {
    return (Map<String, Object>) document;
  }

  private static boolean mentionsVersion(byte[] message) {
    for (int i = 0; i + SPECVERSION.length <= message.length; i++) {
      int same = 0;
      while (same < SPECVERSION.length && message[i + same] == SPECVERSION[same]) {
        same++;
      }
      if (same == SPECVERSION.length) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Object> binary(Map<String, String> attributes) {
    Map<String, Object> event = new LinkedHashMap<>();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = attribute.getKey().toLowerCase(Locale.ROOT);
      int prefix = prefix(name);
      if (prefix > 0) {
        event.put(name.substring(prefix), attribute.getValue());
      }
    }
    event.remove("data_base64");
    event.remove("data");
    return event;
  }

  private static int prefix(String name) {
    if (name.startsWith("ce-") || name.startsWith("ce_")) {
      return 3;
    }
    return name.startsWith("cloudevents:") || name.startsWith("cloudevents_") ? 12 : 0;
  }

  private static String contentType(Map<String, String> attributes) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String name = SentAttributes.name(attribute.getKey());
      if (name.equals("contenttype") && !attribute.getValue().isEmpty()) {
        return attribute.getValue();
      }
    }
    return null;
  }
}
