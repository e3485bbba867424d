package dev.portolan.deploy.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which pages of other origins a browser lets read a function's responses: cross-origin resource
 * sharing, as the <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a>
 * has it.
 *
 * @param origins such as {@code https://app.example.com}, or {@code *} alone for all
 * @param headers the request headers that pages may set, beyond those that need no leave
 * @param exposes the response headers that pages may read, beyond those that need no leave
 * @param credentials whether pages may send the user's cookies along
 * @param maxAge for how long a browser may remember what it was allowed; its own default if empty
 */
public record Cors(
    List<String> origins,
    List<String> headers,
    List<String> exposes,
    boolean credentials,
    Optional<Duration> maxAge) {
  /** The environment variable by which a function learns it. */
  public static final String VARIABLE = "PORTOLAN_CORS";

  /** Allows nothing. */
  public static final Cors NOTHING =
      new Cors(List.of(), List.of(), List.of(), false, Optional.empty());

  public Cors {
    origins = List.copyOf(origins);
    headers = List.copyOf(headers);
    exposes = List.copyOf(exposes);
    Objects.requireNonNull(maxAge, "maxAge");
  }

  /** Pages of these origins, and nothing beyond. */
  public static Cors of(String... origins) {
    return NOTHING.withOrigins(List.of(origins));
  }

  public Cors withOrigins(List<String> value) {
    return new Cors(value, headers, exposes, credentials, maxAge);
  }

  public Cors withHeaders(List<String> value) {
    return new Cors(origins, value, exposes, credentials, maxAge);
  }

  public Cors withExposes(List<String> value) {
    return new Cors(origins, headers, value, credentials, maxAge);
  }

  public Cors withCredentials(boolean value) {
    return new Cors(origins, headers, exposes, value, maxAge);
  }

  public Cors withMaxAge(Duration value) {
    return new Cors(origins, headers, exposes, credentials, Optional.of(value));
  }
}
