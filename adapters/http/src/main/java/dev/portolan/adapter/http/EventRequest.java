package dev.portolan.adapter.http;

import dev.portolan.runtime.OutboundMessage;
import dev.portolan.runtime.PercentEncoding;
import java.util.LinkedHashMap;
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
  private static final String STRUCTURED = "application/cloudevents+json; charset=utf-8";
  private static final String PLAIN = "!#$&'()*+,-./:;<=>?@[\\]^_`{|}~";

  static EventRequest of(OutboundMessage message) {
    String type = message.contentType();
    if (message.isEventForm()) {
      return new EventRequest(Map.of("content-type", STRUCTURED), message.json());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    message.attributes().forEach((name, value) -> headers.put("ce-".concat(name), encoded(value)));
    if (type != null) {
      headers.put("content-type", type);
    }
    boolean empty = type == null && message.data().length == 0;
    return new EventRequest(headers, empty ? null : message.data());
  }

  /**
   * As "Percent-encoding" of the binding has it: all but printed ASCII, and blanks, quotes and the
   * percent sign.
   */
  static String encoded(String value) {
    return PercentEncoding.encode(value, PLAIN);
  }
}
