package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.WireRequest;
import java.util.List;
import java.util.Map;

/**
 * What Kestrel refuses before anybody sees it ({@code KestrelServerLimits} of aspnetcore 8.0; the
 * host changes the body's limit alone, {@code ScriptConstants.DefaultMaxRequestBodySize}, and a
 * setting changes that, {@code HttpRequestBodySizeMiddleware}).
 */
final class Limits {
  private static final int REQUEST_LINE = 8 * 1024;
  private static final int HEADERS = 32 * 1024;
  private static final int COUNT = 100;
  private static final long BODY = 104_857_600;

  private Limits() {}

  /** The status of the refusal; 0 if there is none. */
  static int refusal(WireRequest request, Map<String, String> settings) {
    int line = request.method().length() + request.path().length() + request.query().length();
    if (line + " ? HTTP/1.1\r\n".length() > REQUEST_LINE) {
      return 414;
    }
    int count = 0;
    int size = 0;
    for (Map.Entry<String, List<String>> field : request.headers().asMap().entrySet()) {
      for (String value : field.getValue()) {
        count++;
        size += field.getKey().length() + value.length() + ": \r\n".length();
      }
    }
    if (count > COUNT || size > HEADERS) {
      return 431;
    }
    return request.body().length > body(settings) ? 413 : 0;
  }

  /** What is no number is as if it were not set. */
  private static long body(Map<String, String> settings) {
    String set = settings.getOrDefault("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "");
    return set.matches("\\d{1,18}") ? Long.parseLong(set) : BODY;
  }

  /** The key that a caller shows: the header's before the query's. */
  static String key(WireRequest request) {
    List<String> code = request.parameters().getOrDefault("code", List.of());
    return request.headers().first("x-functions-key").orElse(code.isEmpty() ? null : code.get(0));
  }
}
