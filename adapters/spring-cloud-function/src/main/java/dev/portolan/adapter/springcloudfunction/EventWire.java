package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.FunctionException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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
    headers.put(HttpWire.KIND, event.kind());
    String type = event.dataContentType();
    byte[] data = event.data() == null ? new byte[0] : (byte[]) event.data();
    return function
        .input()
        .message(data, type.isEmpty() ? ContentType.JSON : ContentType.of(type), headers);
  }

  /**
   * The event that a message is.
   *
   * @throws FunctionException with 400 if it is none: it has no id, source or type, or a time that
   *     is none
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
    Object kind = message.getHeaders().get(HttpWire.KIND);
    Object type = message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
    try {
      return new Event<>(
          kind instanceof Event.Kind own ? own : Event.Kind.CUSTOM,
          text(message, "id"),
          text(message, "source"),
          text(message, "type"),
          Optional.ofNullable(text(message, "subject")),
          Optional.ofNullable(text(message, "time")).map(t -> OffsetDateTime.parse(t).toInstant()),
          type == null ? "" : type.toString(),
          extensions,
          message.getPayload());
    } catch (IllegalArgumentException | DateTimeParseException none) {
      throw new FunctionException(
          400, "bad-event", "What was sent is no event: it has no id, source, type or valid time");
    }
  }

  private static String text(Message<?> message, String attribute) {
    Object value = message.getHeaders().get(PREFIX + attribute);
    return value == null ? null : value.toString();
  }
}
