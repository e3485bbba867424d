package dev.portolan.runtime;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Shares a function's responses with pages of other origins, as the deployer says in {@code
 * PORTOLAN_CORS}: the <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS
 * protocol</a>.
 *
 * <p>A request is answered whatever its origin: what keeps a page from reading the response is its
 * browser, and no other caller is kept from anything.
 */
final class Cors {
  static final String VARIABLE = "PORTOLAN_CORS";
  private static final String ALLOW = "access-control-allow-";

  private final List<?> origins;
  private final String headers;
  private final String exposes;
  private final boolean credentials;
  private final Object maxAge;

  private Cors(Map<?, ?> told) {
    this.origins = (List<?>) told.get("origins");
    this.headers = joined((List<?>) told.get("headers"));
    this.exposes = joined((List<?>) told.get("exposes"));
    this.credentials = Boolean.TRUE.equals(told.get("credentials"));
    this.maxAge = told.get("maxAge");
  }

  /** What the variable says. */
  static Cors of(String told) {
    try {
      return new Cors((Map<?, ?>) JsonReader.read(told.getBytes(StandardCharsets.UTF_8)));
    } catch (RuntimeException broken) {
      throw StartException.of(VARIABLE + " is not what Portolan's deployer writes", broken);
    }
  }

  private static String joined(List<?> names) {
    StringBuilder all = new StringBuilder();
    for (Object name : names) {
      all.append(all.length() == 0 ? "" : ", ").append(name);
    }
    return all.toString();
  }

  /** Whether a browser asks if a page may send a request, before it does. */
  static boolean isPreflight(HttpRequest request) {
    Fields headers = request.headers();
    return request.method().equals("OPTIONS")
        && headers.get("origin") != null
        && headers.get("access-control-request-method") != null;
  }

  /**
   * The answer to a preflight.
   *
   * @param allowed the methods that the function takes
   */
  HttpResponse preflight(HttpRequest request, String allowed) {
    HttpResponse answer = shared(request, HttpResponse.of(204));
    if (answer.headers().get(ALLOW + "origin") == null) {
      return answer;
    }
    answer = answer.withHeader(ALLOW + "methods", allowed);
    if (!headers.isEmpty()) {
      answer = answer.withHeader(ALLOW + "headers", headers);
    }
    return maxAge == null ? answer : answer.withHeader("access-control-max-age", maxAge.toString());
  }

  /** The response as the page that asked may see it; what the function itself has said stands. */
  HttpResponse shared(HttpRequest request, HttpResponse response) {
    if (response.headers().get(ALLOW + "origin") != null) {
      return response;
    }
    if (origins.contains("*")) {
      // To those that are no page too: a cache may hand the response to one.
      return readable(response, "*");
    }
    String origin = request.headers().get("origin");
    // A cache must not hand one page what was made for another, nor for none.
    HttpResponse varied = response.withHeaders(varied(response.headers()));
    return origin != null && origins.contains(origin) ? readable(varied, origin) : varied;
  }

  private HttpResponse readable(HttpResponse response, String origin) {
    HttpResponse readable = response.withHeader(ALLOW + "origin", origin);
    if (credentials) {
      String name = ALLOW + "credentials";
      readable = readable.withHeaders(readable.headers().without(name).with(name, "true"));
    }
    return exposes.isEmpty()
        ? readable
        : readable.withHeader("access-control-expose-headers", exposes);
  }

  /** In one header: not every platform carries two of a name. */
  private static Fields varied(Fields headers) {
    String all = joined(headers.all("vary"));
    for (String each : all.split(",")) {
      if (each.strip().equalsIgnoreCase("origin") || each.strip().equals("*")) {
        return headers;
      }
    }
    return headers.without("vary").with("vary", all.isEmpty() ? "origin" : all + ", origin");
  }
}
