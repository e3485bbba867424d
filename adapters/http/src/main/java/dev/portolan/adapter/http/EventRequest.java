package dev.portolan.adapter.http;

import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An event as a request, in binary mode; in its JSON form where its data is of a type that would be
 * read as that form.
 *
 * @param body {@code null} if there is no data
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md">
 *     the HTTP binding</a>
 */
record EventRequest(Map<String, String> headers, byte[] body) {
  private static final String STRUCTURED = "application/cloudevents";

  static EventRequest of(OutboundMessage message) {
    String type = message.contentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
      return structured(message);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    message.attributes().forEach((name, value) -> headers.put("ce-".concat(name), encoded(value)));
    if (type != null) {
      headers.put("content-type", type);
    }
    boolean empty = type == null && message.data().length == 0;
    return new EventRequest(headers, empty ? null : message.data());
  }

  private static EventRequest structured(OutboundMessage message) {
    Map<String, Object> event = new LinkedHashMap<>(message.attributes());
    event.put("datacontenttype", message.contentType());
    event.put("data_base64", Base64.getEncoder().encodeToString(message.data()));
    return new EventRequest(
        Map.of("content-type", STRUCTURED.concat("+json; charset=utf-8")),
        new JsonWriter().value(event).toBytes());
  }

  /**
   * As "Percent-encoding" of the binding has it: all but printed ASCII, and blanks, quotes and the
   * percent sign.
   */
  static String encoded(String value) {
    StringBuilder header = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      int c = each & 0xff;
      if (c > ' ' && c < 0x7f && c != '"' && c != '%') {
        header.append((char) c);
      } else {
        header.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
      }
    }
    return header.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }
}
