package dev.portolan.provider.azure.errors;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long Azure asks a caller to wait. Dates are not waited for: clocks differ. */
final class Waiting {
  private static final HttpHeaderName MILLIS = HttpHeaderName.fromString("retry-after-ms");
  private static final HttpHeaderName MS_MILLIS = HttpHeaderName.fromString("x-ms-retry-after-ms");

  private Waiting() {}

  static Optional<Duration> asked(HttpResponse response) {
    for (HttpHeaderName name : List.of(MS_MILLIS, MILLIS)) {
      Optional<Long> millis = number(response.getHeaderValue(name));
      if (millis.isPresent()) {
        return millis.map(Duration::ofMillis);
      }
    }
    return number(response.getHeaderValue(HttpHeaderName.RETRY_AFTER)).map(Duration::ofSeconds);
  }

  private static Optional<Long> number(String value) {
    return value != null && value.strip().matches("\\d{1,9}")
        ? Optional.of(Long.parseLong(value.strip()))
        : Optional.empty();
  }
}
