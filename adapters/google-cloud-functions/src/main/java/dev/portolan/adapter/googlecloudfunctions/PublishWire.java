package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.runtime.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event as a message of Pub/Sub, as {@link PubSubMessage} reads it: in binary mode, its
 * attributes are the message's, {@code ce-} before each (googleapis/google-cloudevents,
 * docs/spec/pubsub.md). Where one does not fit there, the message is the event in its JSON form,
 * its data to the byte.
 */
final class PublishWire {
  /**
   * "Attribute value size: 1,024 bytes", "Ordering key size: 1 KB"; keys have 256, and there may be
   * 100 (cloud.google.com/pubsub/quotas#resource_limits).
   */
  private static final int MOST_BYTES = 1024;

  private static final int MOST_NAME = 256;

  private PublishWire() {}

  /** The body of a request that publishes it. */
  static Map<String, Object> request(OutboundMessage message) {
    Map<String, Object> one = new LinkedHashMap<>();
    boolean fits = fits(message);
    byte[] data = fits ? message.data() : message.json();
    if (data.length > 0) {
      one.put("data", Base64.getEncoder().encodeToString(data));
    }
    one.put("attributes", fits ? attributes(message) : jsonForm());
    String key = message.partitionKey();
    if (key != null && !key.isEmpty()) {
      if (length(key) > MOST_BYTES) {
        throw new IllegalArgumentException(
            "a partitionkey has at most " + MOST_BYTES + " bytes where it keeps an order");
      }
      one.put("orderingKey", key);
    }
    return Map.of("messages", List.of(one));
  }

  private static Map<String, String> attributes(OutboundMessage message) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : message.attributes().entrySet()) {
      attributes.put("ce-".concat(each.getKey()), each.getValue());
    }
    if (message.contentType() != null) {
      attributes.put("content-type", message.contentType());
    }
    return attributes;
  }

  private static Map<String, String> jsonForm() {
    return Map.of("content-type", "application/cloudevents+json");
  }

  private static boolean fits(OutboundMessage message) {
    String type = message.contentType();
    // As an attribute of the message this type would say that the message is an event in JSON.
    if (message.isEventForm() || type != null && length(type) > MOST_BYTES) {
      return false;
    }
    for (Map.Entry<String, String> each : message.attributes().entrySet()) {
      if (each.getValue().isEmpty()
          || length(each.getValue()) > MOST_BYTES
          || each.getKey().length() + 3 > MOST_NAME) {
        return false;
      }
    }
    return message.attributes().size() < 100;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
