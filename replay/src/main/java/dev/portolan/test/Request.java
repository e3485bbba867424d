package dev.portolan.test;

import dev.portolan.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A request to send to a function. Immutable: each method makes another one. */
public final class Request {
  private final HttpRequest http;

  private Request(HttpRequest http) {
    this.http = http;
  }

  /** This request as the function would see it. */
  public static Request of(HttpRequest http) {
    return new Request(http);
  }

  /**
   * A request without headers and body.
   *
   * @param target the path, percent-encoded; then, after a question mark, the query
   */
  public static Request of(String method, String target) {
    return new Request(HttpRequest.of(method, target));
  }

  /** GET. */
  public static Request get(String target) {
    return of("GET", target);
  }

  /** HEAD. */
  public static Request head(String target) {
    return of("HEAD", target);
  }

  /** POST. */
  public static Request post(String target) {
    return of("POST", target);
  }

  /** PUT. */
  public static Request put(String target) {
    return of("PUT", target);
  }

  /** PATCH. */
  public static Request patch(String target) {
    return of("PATCH", target);
  }

  /** DELETE. */
  public static Request delete(String target) {
    return of("DELETE", target);
  }

  /** With one more parameter in the query, which is encoded here. */
  public Request query(String name, String value) {
    String before = http.rawQuery().isEmpty() ? "" : http.rawQuery() + "&";
    HttpRequest more =
        HttpRequest.of(http.method(), http.rawPath(), before + encode(name) + "=" + encode(value));
    return new Request(more.withHeaders(http.headers()).withBody(http.body()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** With one more header. */
  public Request header(String name, String value) {
    return new Request(http.withHeader(name, value));
  }

  /** With one more cookie. */
  public Request cookie(String name, String value) {
    String before = http.header("cookie").map(cookies -> cookies + "; ").orElse("");
    return new Request(
        http.withHeaders(
            http.headers().without("cookie").with("cookie", before + name + "=" + value)));
  }

  /** With a body of JSON, this document. */
  public Request json(String document) {
    return body("application/json", document.getBytes(StandardCharsets.UTF_8));
  }

  /** With a body of plain text in UTF-8. */
  public Request text(String text) {
    return body("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** With a body of these bytes, which are not copied. */
  public Request body(String mediaType, byte[] body) {
    return new Request(
        http.withHeaders(http.headers().without("content-type").with("content-type", mediaType))
            .withBody(body));
  }

  HttpRequest http() {
    return http;
  }

  /** Method and path. */
  @Override
  public String toString() {
    return http.toString();
  }
}
