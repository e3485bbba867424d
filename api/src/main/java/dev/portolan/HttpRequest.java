package dev.portolan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, the same on every platform and without loss.
 *
 * <p>Immutable, except that {@link #body()} hands out the array itself.
 */
public final class HttpRequest {
  private static final byte[] NOTHING = {};

  private final String method;
  private final String rawPath;
  private final String rawQuery;
  private final Fields query;
  private final Fields headers;
  private final Map<String, String> pathParameters;
  private final byte[] body;

  private HttpRequest(
      String method,
      String rawPath,
      String rawQuery,
      Fields query,
      Fields headers,
      Map<String, String> pathParameters,
      byte[] body) {
    this.method = method;
    this.rawPath = rawPath;
    this.rawQuery = rawQuery;
    this.query = query;
    this.headers = headers;
    this.pathParameters = pathParameters;
    this.body = body;
  }

  /**
   * A request without headers and body.
   *
   * @param method the method, a token, usually in upper case
   * @param target the path, percent-encoded, from the first slash; then, after a question mark, the
   *     query
   * @throws IllegalArgumentException if the method is no token, the path does not begin with a
   *     slash or holds a NUL, or an escape in path or query is broken or not UTF-8
   */
  public static HttpRequest of(String method, String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? of(method, target, "")
        : of(method, target.substring(0, mark), target.substring(mark + 1));
  }

  /** A request without headers and body; see {@link #of(String, String)}. */
  public static HttpRequest of(String method, String rawPath, String rawQuery) {
    if (!Syntax.isToken(method)) {
      throw new IllegalArgumentException("a method that is no token");
    }
    if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
      throw new IllegalArgumentException("a path that does not begin with a slash");
    }
    if (Percent.decode(rawPath, 0, rawPath.length(), false).indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL in a path");
    }
    return new HttpRequest(
        method, rawPath, rawQuery, Percent.query(rawQuery), Fields.headers(), Map.of(), NOTHING);
  }

  /**
   * The same request with other headers.
   *
   * @throws IllegalArgumentException if they came from a query or from cookies, and one of them
   *     could not be a header
   */
  public HttpRequest withHeaders(Fields headers) {
    Fields checked = headers.asHeaders();
    return new HttpRequest(method, rawPath, rawQuery, query, checked, pathParameters, body);
  }

  /** The same request with one more header. */
  public HttpRequest withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /** The same request with another body; the array is not copied. */
  public HttpRequest withBody(byte[] body) {
    return new HttpRequest(method, rawPath, rawQuery, query, headers, pathParameters, body);
  }

  /** The same request with what the segments of its route matched, decoded. */
  public HttpRequest withPathParameters(Map<String, String> pathParameters) {
    Map<String, String> copy = Map.copyOf(pathParameters);
    return new HttpRequest(method, rawPath, rawQuery, query, headers, copy, body);
  }

  /** The method, as it came. */
  public String method() {
    return method;
  }

  /**
   * The path as it came, percent-encoded, without what the platform puts before it.
   *
   * <p>Where a platform's gateway decodes the path it is encoded again: then an encoded slash has
   * become a slash, and an encoded question mark may have cut the path off.
   */
  public String rawPath() {
    return rawPath;
  }

  /** The path, decoded once. An encoded slash cannot be told from a real one any more. */
  public String path() {
    return Percent.decode(rawPath, 0, rawPath.length(), false);
  }

  /** What the variable segments of the route matched, decoded, by their names. */
  public Map<String, String> pathParameters() {
    return pathParameters;
  }

  /** The query as it came, without the question mark; empty if there is none. */
  public String rawQuery() {
    return rawQuery;
  }

  /** The query's parameters, decoded, in order. */
  public Fields query() {
    return query;
  }

  /** The headers, in order. */
  public Fields headers() {
    return headers;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The cookies the caller sent, in order, as they came: quotes and escapes are left alone. */
  public Fields cookies() {
    List<String> pairs = new ArrayList<>();
    for (String header : headers.all("cookie")) {
      for (int start = 0; start < header.length(); ) {
        int end = header.indexOf(';', start);
        end = end < 0 ? header.length() : end;
        int equals = Percent.equalsSign(header, start, end);
        String name = equals == end ? "" : header.substring(start, equals).trim();
        if (!name.isEmpty()) {
          pairs.add(name);
          pairs.add(header.substring(equals + 1, end).trim());
        }
        start = end + 1;
      }
    }
    return Fields.of(pairs);
  }

  /** The body, empty if there is none. The array is not copied: do not change it. */
  public byte[] body() {
    return body;
  }

  /**
   * The body as text, in the character set its {@code Content-Type} names, else UTF-8.
   *
   * @throws FunctionException with 400 if the bytes are no such text, with 415 if nobody knows the
   *     character set
   */
  public String text() {
    return BodyText.of(body, headers.get("content-type"));
  }

  /** Method and path alone: query, headers and body may be secret. */
  @Override
  public String toString() {
    return method + " " + rawPath;
  }
}
