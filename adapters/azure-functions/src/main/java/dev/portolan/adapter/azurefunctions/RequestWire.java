package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.HttpRequestMessage;
import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.runtime.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what Azure's worker tells of a request into a portable one. */
final class RequestWire {
  /** What no route has: the worker knows nine methods, and says of another only that it is none. */
  private static final String UNKNOWN = "UNKNOWN";

  private RequestWire() {}

  /**
   * The request without its body.
   *
   * <p>The query is that of the URI: the map that the worker offers has joined what is repeated,
   * and has lost what is empty ({@code GrpcMessageConversionExtensions.ToRpcHttp}).
   */
  static HttpRequest request(HttpRequestMessage<?> from) throws Refusal {
    try {
      return HttpRequest.of(method(from), target(from.getUri().toString()))
          .withHeaders(fields(from.getHeaders()));
    } catch (IllegalArgumentException broken) {
      throw new Refusal(
          400, "bad-request", "The path, the query or a header is not what HTTP allows.");
    }
  }

  /** Upper case, however it was spelled ({@code HttpMethod.value}). */
  private static String method(HttpRequestMessage<?> from) {
    try {
      return from.getHttpMethod().name();
    } catch (IllegalArgumentException unknown) {
      return UNKNOWN;
    }
  }

  /** Path and query as they came. */
  static String target(String uri) {
    int path = uri.indexOf('/', uri.indexOf("://") + 3);
    int query = uri.indexOf('?');
    if (path >= 0 && (query < 0 || path < query)) {
      return uri.substring(path);
    }
    return query < 0 ? "/" : "/".concat(uri.substring(query));
  }

  private static Fields fields(Map<String, String> headers) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      fields.add(header.getKey());
      fields.add(header.getValue());
    }
    return Fields.headers(fields);
  }
}
