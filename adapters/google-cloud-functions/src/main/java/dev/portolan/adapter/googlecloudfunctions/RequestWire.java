package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.codec.Utf8;
import dev.portolan.runtime.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what Google's server tells of a request into a portable one. */
final class RequestWire {
  private RequestWire() {}

  /**
   * Path and query as they came.
   *
   * <p>Of {@code getUri}, because {@code getPath} of the invoker 2.x is the path with its dots
   * resolved and half of it decoded ({@code HttpRequestImpl}: {@code getCanonicalPath}).
   */
  static String target(String uri) {
    int host = uri.indexOf("://");
    if (host < 0) {
      return uri;
    }
    int path = uri.indexOf('/', host + 3);
    int query = uri.indexOf('?', host + 3);
    if (path >= 0 && (query < 0 || path < query)) {
      return uri.substring(path);
    }
    return query < 0 ? "/" : "/".concat(uri.substring(query));
  }

  /**
   * The request without its body.
   *
   * @param headers {@code null} to leave them out
   */
  static HttpRequest request(String method, String target, Map<String, List<String>> headers)
      throws Refusal {
    try {
      HttpRequest request = HttpRequest.of(method, target);
      return headers == null ? request : request.withHeaders(fields(headers));
    } catch (IllegalArgumentException broken) {
      throw new Refusal(
          400, "bad-request", "The path, the query or a header is not what HTTP allows.");
    }
  }

  private static Fields fields(Map<String, List<String>> headers) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        fields.add(header.getKey());
        fields.add(text(value));
      }
    }
    return Fields.headers(fields);
  }

  /** Jetty reads headers as ISO 8859-1; what is UTF-8 is taken for that. */
  private static String text(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        return value;
      }
      if (c >= 0x80) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return Utf8.isValid(bytes) ? new String(bytes, StandardCharsets.UTF_8) : value;
      }
    }
    return value;
  }
}
