package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Event;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Events as messages: the attributes are headers with the prefix by which Spring's {@code
 * CloudEventMessageUtils} finds them.
 */
final class EventWire {
  static final String PREFIX = "ce-";

  private static final Set<String> STANDARD =
      Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype");

  private EventWire() {}

  static Message<?> message(Event<?> event, CatalogFunction function, Context context) {
    Map<String, Object> headers = new LinkedHashMap<>();
    event.extensions().forEach((name, value) -> headers.put(PREFIX + name, value));
    headers.put(PREFIX + "specversion", "1.0");
    headers.put(PREFIX + "id", event.id());
    headers.put(PREFIX + "source", event.source());
    headers.put(PREFIX + "type", event.type());
    event.subject().ifPresent(subject -> headers.put(PREFIX + "subject", subject));
    event.time().ifPresent(time -> headers.put(PREFIX + "time", time.toString()));
    headers.put(HttpWire.CONTEXT, context);
    String type = event.dataContentType();
    byte[] data = event.data() == null ? new byte[0] : (byte[]) event.data();
    return function
        .input()
        .message(data, type.isEmpty() ? ContentType.JSON : ContentType.of(type), headers);
  }

  /**
   * The event that a message is.
   *
   * @throws IllegalArgumentException if it is none: it has no id, source or type
   */
  static Event<Object> event(Message<?> message) {
    Map<String, String> extensions = new LinkedHashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              String attribute = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
              if (!attribute.isEmpty() && !STANDARD.contains(attribute)) {
                extensions.put(attribute, String.valueOf(value));
              }
            });
    Object type = message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
    return new Event<>(
        Event.Kind.CUSTOM,
        text(message, "id"),
        text(message, "source"),
        text(message, "type"),
        Optional.ofNullable(text(message, "subject")),
        Optional.ofNullable(text(message, "time")).map(t -> OffsetDateTime.parse(t).toInstant()),
        type == null ? "" : type.toString(),
        extensions,
        message.getPayload());
  }

  private static String text(Message<?> message, String attribute) {
    Object value = message.getHeaders().get(PREFIX + attribute);
    return value == null ? null : value.toString();
  }
}
