package dev.portolan;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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

  /** What writes the body; {@code null} if it is in memory. */
  private final Body writer;

  private final long length;

  private HttpResponse(int status, Fields headers, byte[] body, Body writer, long length) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.writer = writer;
    this.length = length;
  }

  /** Writes the body of a response while it is sent. */
  @FunctionalInterface
  public interface Body {

    /**
     * Writes the body, once, on the thread of the handler and after it returned.
     *
     * <p>The deadline of the invocation is that of the handler and the body together. What is
     * written may be kept back for more; {@code flush()} sends it at once where bodies are
     * streamed, except for what completes a body of declared length: that leaves when this method
     * returned. When the caller is gone or the time is up, writing fails with an {@code
     * IOException}, and so it does after this method returned.
     *
     * <p>Whatever is thrown before the first byte left makes the response a failure, as if the
     * handler had thrown it. Afterwards the status is gone: the connection is cut, so that the
     * caller sees that this is not the whole body.
     *
     * @param output need not be closed
     */
    void writeTo(OutputStream output) throws Exception;
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
    return new HttpResponse(status, Fields.headers(), NOTHING, null, 0);
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
    return new HttpResponse(status, headers.with(name, value), body, writer, length);
  }

  /**
   * The same response with other headers.
   *
   * @throws IllegalArgumentException if they came from a query or from cookies, and one of them
   *     could not be a header
   */
  public HttpResponse withHeaders(Fields headers) {
    return new HttpResponse(status, headers.asHeaders(), body, writer, length);
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
    return new HttpResponse(status, headers, body, null, body.length);
  }

  /**
   * The same response with a body that is sent while it is written, however long it is.
   *
   * <p>A platform that takes a response only as a whole collects it first, up to the platform's own
   * limit, beyond which the invocation fails; a function for which that is no use says {@code
   * streaming = true} in {@link Http}. Nobody is asked to write where no body is sent: to HEAD, and
   * with 204 and 304.
   */
  public HttpResponse withBody(Body body) {
    return new HttpResponse(status, headers, NOTHING, Objects.requireNonNull(body, "body"), -1);
  }

  /**
   * The same for a body of known length, which the caller is told.
   *
   * @param length in bytes; a body that turns out to have another is a failure
   */
  public HttpResponse withBody(long length, Body body) {
    if (length < 0) {
      throw new IllegalArgumentException("a body of " + length + " bytes");
    }
    return new HttpResponse(status, headers, NOTHING, Objects.requireNonNull(body, "body"), length);
  }

  /** The status, from 200 to 599. */
  public int status() {
    return status;
  }

  /** The headers, in order. */
  public Fields headers() {
    return headers;
  }

  /**
   * The body, empty if there is none. The array is not copied: do not change it.
   *
   * @throws IllegalStateException if it is not in memory but {@linkplain #isStreamed() written
   *     while it is sent}: see {@link #writeTo}
   */
  public byte[] body() {
    if (writer != null) {
      throw new IllegalStateException("the body is written while it is sent: use writeTo");
    }
    return body;
  }

  /** Whether the body is written while it is sent. */
  public boolean isStreamed() {
    return writer != null;
  }

  /** The length of the body in bytes; -1 if nobody knows it before it is written. */
  public long length() {
    return length;
  }

  /** Writes the body, in memory or not; that of a {@link Body} perhaps once only. */
  public void writeTo(OutputStream output) throws Exception {
    if (writer == null) {
      output.write(body);
    } else {
      writer.writeTo(output);
    }
  }

  /** The status alone: headers and body may be secret. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
