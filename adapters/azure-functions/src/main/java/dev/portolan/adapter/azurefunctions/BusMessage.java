package dev.portolan.adapter.azurefunctions;

import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An event as a message that is sent to Service Bus by a request: in binary mode, each attribute a
 * property of the message, which is a header in quotes; in its JSON form where a header cannot hold
 * one.
 *
 * <p>The properties begin with {@code cloudEvents_}, since a header's name can have no colon.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue">Send
 *     Message</a>
 */
record BusMessage(Map<String, String> headers, byte[] body) {
  /** What an id of a message or a session has at most. */
  private static final int MOST_ID = 128;

  /** What all properties have at most here: a server's headers are 16 KB, a token among them. */
  private static final int MOST_PROPERTIES = 8 * 1024;

  static BusMessage of(OutboundMessage message) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("BrokerProperties", broker(message));
    if (!isBinary(message)) {
      headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
      return new BusMessage(headers, message.json());
    }
    message
        .attributes()
        .forEach((name, value) -> headers.put("cloudEvents_".concat(name), "\"" + value + "\""));
    headers.put("Content-Type", message.contentType());
    return new BusMessage(headers, message.data());
  }

  /** Without a type there must be no body: the HTTP client would make one up for it. */
  private static boolean isBinary(OutboundMessage message) {
    String type = message.contentType();
    if (type == null || !isPlain(type) || message.isEventForm()) {
      return false;
    }
    int length = 0;
    for (Map.Entry<String, String> each : message.attributes().entrySet()) {
      length += each.getKey().length() + each.getValue().length();
      if (!isPlain(each.getValue()) || each.getValue().indexOf('"') >= 0) {
        return false;
      }
    }
    return length <= MOST_PROPERTIES;
  }

  /** Of printed ASCII alone, and without a backslash, of which nothing says what it means there. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '\\');
  }

  /**
   * With a session, since a queue that has them takes no message without; one that has none lets it
   * be. A message that asks for no order is one by itself.
   */
  private static String broker(OutboundMessage message) {
    String key = message.partitionKey();
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("MessageId", id(message.id()));
    properties.put("SessionId", id(key == null || key.isEmpty() ? message.id() : key));
    return new String(new JsonWriter().value(properties).toBytes(), StandardCharsets.US_ASCII);
  }

  /** Itself, or what stands for it where it is too long or is no ASCII. */
  private static String id(String told) {
    return isPlain(told) && told.length() <= MOST_ID
        ? told
        : UUID.nameUUIDFromBytes(told.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
