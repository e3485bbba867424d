package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.worker.Datum;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the host sends of what a worker returned ({@code HttpBinding}, {@code RawScriptResult}). */
final class ResponseOut {
  private static final String PLAIN = "text/plain; charset=utf-8";

  private ResponseOut() {}

  static WireResponse empty(int status) {
    return new WireResponse(status, WireHeaders.none(), new byte[0]);
  }

  /**
   * The response; 500 if Kestrel does not send it.
   *
   * <p>A header that is spelled in two ways is sent once ({@code
   * Utility.AccumulateDuplicateHeader}).
   */
  static WireResponse of(Datum returned) {
    if (!(returned instanceof Datum.Http http)) {
      return body(returned, empty(200));
    }
    WireResponse response = empty(http.status());
    for (Map.Entry<String, String> header : http.headers().entrySet()) {
      if (!isSendable(header.getValue())) {
        return empty(500);
      }
      if (response.headers().all(header.getKey()).isEmpty()) {
        response = response.with(header.getKey(), header.getValue());
      }
    }
    WireResponse whole = body(http.body(), response);
    boolean bodiless = http.status() == 204 || http.status() == 304 || http.status() == 205;
    return bodiless && whole.body().length > 0 ? empty(500) : whole;
  }

  /** No byte beyond ASCII and no control character: "Invalid non-ASCII or control character". */
  private static boolean isSendable(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t');
  }

  /** Bytes as they are; all else is text, of which a response says so where it names no type. */
  private static WireResponse body(Datum body, WireResponse response) {
    if (body instanceof Datum.Bytes bytes) {
      return new WireResponse(response.status(), response.headers(), bytes.value());
    }
    boolean typed = response.headers().first("content-type").isPresent();
    WireResponse named = typed ? response : response.with("Content-Type", PLAIN);
    return new WireResponse(
        named.status(), named.headers(), text(body).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Datum body) {
    if (body instanceof Datum.Text text) {
      return text.value();
    }
    return body instanceof Datum.Json json && !json.value().equals("null") ? json.value() : "";
  }
}
