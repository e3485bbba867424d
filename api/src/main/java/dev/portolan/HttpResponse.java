package dev.portolan;

import java.nio.charset.StandardCharsets;

/**
 * An HTTP response, sent the same way by every platform.
 *
 * <p>Immutable, except that {@link #body()} hands out the array itself. The platform sets {@code
 * Content-Length} and the headers of the connection; those given here are dropped.
 */
public final class HttpResponse {
  private static final byte[] NOTHING = {};

  private final int status;
  private final Fields headers;
  private final byte[] body;

  private HttpResponse(int status, Fields headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A response without headers and body.
   *
   * @param status from 200 to 599; an interim response cannot be sent
   */
  public static HttpResponse of(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status + " cannot be sent: use 200 to 599");
    }
    return new HttpResponse(status, Fields.headers(), NOTHING);
  }

  /** A response with plain text in UTF-8. */
  public static HttpResponse text(int status, String text) {
    return of(status)
        .withHeader("content-type", "text/plain; charset=utf-8")
        .withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same response with one more header.
   *
   * @throws IllegalArgumentException if the name is no token, or the value holds a control
   *     character
   */
  public HttpResponse withHeader(String name, String value) {
    return new HttpResponse(status, headers.with(name, value), body);
  }

  /**
   * The same response with other headers.
   *
   * @throws IllegalArgumentException if they came from a query or from cookies, and one of them
   *     could not be a header
   */
  public HttpResponse withHeaders(Fields headers) {
    return new HttpResponse(status, headers.asHeaders(), body);
  }

  /**
   * The same response with one more cookie.
   *
   * @param attributes such as {@code "Path=/"}, {@code "Secure"}, {@code "HttpOnly"}
   * @throws IllegalArgumentException if the name is no token, or the value or an attribute holds
   *     what would end it early
   */
  public HttpResponse withCookie(String name, String value, String... attributes) {
    if (!Syntax.isToken(name) || !Syntax.isCookieValue(value)) {
      throw new IllegalArgumentException("a cookie whose name or value cannot be sent as it is");
    }
    StringBuilder cookie = new StringBuilder(name).append('=').append(value);
    for (String attribute : attributes) {
      if (attribute.indexOf(';') >= 0) {
        throw new IllegalArgumentException("a semicolon in an attribute of cookie " + name);
      }
      cookie.append("; ").append(attribute);
    }
    return withHeader("set-cookie", cookie.toString());
  }

  /** The same response with another body; the array is not copied. */
  public HttpResponse withBody(byte[] body) {
    return new HttpResponse(status, headers, body);
  }

  /** The status, from 200 to 599. */
  public int status() {
    return status;
  }

  /** The headers, in order. */
  public Fields headers() {
    return headers;
  }

  /** The body, empty if there is none. The array is not copied: do not change it. */
  public byte[] body() {
    return body;
  }

  /** The status alone: headers and body may be secret. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
