package dev.portolan.sandbox.gcp.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Cloud Run's front answers by itself, word for word as users quote it. */
record Page(int status, String contentType, String body) {

  // google/adk-python#3814 quotes it whole
  private static Page html(int status, String title, String heading, String text) {
    return new Page(
        status,
        "text/html; charset=UTF-8",
        "\n<html><head>\n"
            + "<meta http-equiv=\"content-type\" content=\"text/html;charset=utf-8\">\n"
            + "<title>"
            + status
            + " "
            + title
            + "</title>\n</head>\n<body text=#000000 bgcolor=#ffffff>\n<h1>Error: "
            + heading
            + "</h1>\n<h2>"
            + text
            + "</h2>\n<h2></h2>\n</body></html>\n");
  }

  static Page unauthorized(String path) {
    return html(
        401,
        "Unauthorized",
        "Unauthorized",
        "Your client does not have permission to the requested URL <code>"
            + escaped(path)
            + "</code>.");
  }

  static Page forbidden(String path) {
    return html(
        403,
        "Forbidden",
        "Forbidden",
        "Your client does not have permission to get URL <code>"
            + escaped(path)
            + "</code> from this server.");
  }

  static Page notFound(String path) {
    return html(
        404,
        "Page not found",
        "Page not found",
        "The requested URL <code>" + escaped(path) + "</code> was not found on this server.");
  }

  static Page tooLarge() {
    return html(
        413,
        "Request Entity Too Large",
        "Request Entity Too Large",
        "Your client issued a request that was too large.");
  }

  // issues of users of Cloud Run quote it, with the longer text of the log
  static Page exhausted() {
    return new Page(429, "text/plain", "Rate exceeded.");
  }

  static Page unavailable() {
    return new Page(503, "text/plain", "Service Unavailable");
  }

  static Page malformed() {
    return new Page(
        503,
        "text/plain",
        "upstream connect error or disconnect/reset before headers. reset reason: connection"
            + " termination");
  }

  static Page timeout() {
    return new Page(504, "text/plain", "upstream request timeout");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  void send(HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
