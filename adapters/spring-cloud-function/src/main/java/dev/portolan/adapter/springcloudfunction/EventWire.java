package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Events as messages: the attributes are headers with the prefix by which Spring's {@code
 * CloudEventMessageUtils} finds them.
 */
final class EventWire {
  private static final String PREFIX = "ce-";

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
    String type = event.dataContentType();
    boolean isJson = type.isEmpty() || CatalogFunction.isJson(type);
    headers.put(MessageHeaders.CONTENT_TYPE, type.isEmpty() ? "application/json" : type);
    headers.put(HttpWire.CONTEXT, context);
    byte[] data = event.data() == null ? new byte[0] : (byte[]) event.data();
    if (function.takesText() && !isJson) {
      String text =
          HttpRequest.of("POST", "/").withHeader("content-type", type).withBody(data).text();
      return MessageBuilder.withPayload(text).copyHeaders(headers).build();
    }
    return MessageBuilder.withPayload(data).copyHeaders(headers).build();
  }
}
