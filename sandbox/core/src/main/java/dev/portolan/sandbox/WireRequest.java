package dev.portolan.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request as it stood on the wire.
 *
 * @param path still percent-encoded, begins with a slash
 * @param query still percent-encoded, without the question mark; empty for none
 * @param body whole; empty for none
 */
public record WireRequest(
    String method, String path, String query, WireHeaders headers, byte[] body) {

  /** The query's parameters, decoded, in order. */
  public Map<String, List<String>> parameters() {
    return parameters(query);
  }

  /**
   * Parameters of a query or of a form, in order; a name without a value has "".
   *
   * <p>They are decoded, but for what has a broken escape: that stays as it came.
   */
  public static Map<String, List<String>> parameters(String encoded) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        all.computeIfAbsent(decoded(name), ignored -> new ArrayList<>()).add(decoded(value));
      }
    }
    return all;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
