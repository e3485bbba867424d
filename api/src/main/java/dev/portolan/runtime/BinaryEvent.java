package dev.portolan.runtime;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an event in binary mode: attributes in {@code ce-} headers, data in the body.
 *
 * <p>Values are decoded as section 3.1.3.2 of the binding demands: first the quotes of a quoted
 * string, then percent escapes, once. What decodes to no UTF-8 is refused. A percent sign that
 * begins no escape is left as it is, because senders that do not encode are many
 * (cloudevents/sdk-java#748, cloudevents/sdk-go#1331).
 */
final class BinaryEvent {
  private BinaryEvent() {}

  static Map<String, Object> tree(HttpRequest request) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Fields headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).regionMatches(true, 0, "ce-", 0, 3)) {
        String name = headers.name(i).substring(3).toLowerCase(Locale.ROOT);
        CloudEvents.checkName(name);
        if (name.equals("datacontenttype") || name.startsWith("data_") || name.equals("data")) {
          throw new CodecException("Expected no header ce-".concat(name));
        }
        if (tree.put(name, decoded(unquoted(headers.value(i)))) != null) {
          throw new CodecException("Expected header ce-".concat(name).concat(" once"));
        }
      }
    }
    String contentType = headers.get("content-type");
    if (contentType != null) {
      tree.put("datacontenttype", contentType);
    }
    if (request.body().length > 0) {
      tree.put("data", request.body());
    }
    return tree;
  }

  private static String unquoted(String value) {
    int last = value.length() - 1;
    if (last < 1 || value.charAt(0) != '"' || value.charAt(last) != '"') {
      return value;
    }
    StringBuilder text = new StringBuilder(last);
    for (int i = 1; i < last; i++) {
      boolean escaped = value.charAt(i) == '\\' && i + 1 < last;
      text.append(value.charAt(escaped ? ++i : i));
    }
    return text.toString();
  }

  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (bytes[i] == '%' && low >= 0) {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    byte[] text = Arrays.copyOf(bytes, length);
    if (!Utf8.isValid(text)) {
      throw new CodecException("Expected UTF-8 in the ce- headers");
    }
    return new String(text, StandardCharsets.UTF_8);
  }
}
