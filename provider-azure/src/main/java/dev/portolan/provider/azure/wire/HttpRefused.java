package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A call that no client of the SDK made was answered with something other than success. */
public final class HttpRefused extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST_TEXT = 2000;

  private final int status;
  private final String body;
  private final transient Optional<Duration> retryAfter;

  public HttpRefused(String what, int status, String body, Optional<Duration> retryAfter) {
    super(what + " was answered with " + status + (body.isBlank() ? "" : ": " + shortened(body)));
    this.status = status;
    this.body = shortened(body);
    this.retryAfter = retryAfter;
  }

  static HttpRefused of(String what, HttpResponse response, String body) {
    return new HttpRefused(
        what,
        response.getStatusCode(),
        body,
        seconds(response.getHeaderValue(HttpHeaderName.RETRY_AFTER)));
  }

  public int status() {
    return status;
  }

  /** The beginning of what was answered; JSON, HTML or nothing. */
  public String body() {
    return body;
  }

  /** How long we were asked to wait. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }

  private static Optional<Duration> seconds(String value) {
    return value != null && value.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
        : Optional.empty();
  }

  private static String shortened(String text) {
    String whole = text.strip();
    return whole.length() <= MOST_TEXT ? whole : whole.substring(0, MOST_TEXT);
  }
}
