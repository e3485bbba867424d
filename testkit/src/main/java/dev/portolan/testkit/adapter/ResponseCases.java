package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.of;
import static dev.portolan.testkit.adapter.HttpCase.post;

import dev.portolan.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a function's response: see {@link Functions.Say} for how it is told. */
final class ResponseCases {
  private ResponseCases() {}

  static HttpCase.Group responses() {
    return HttpCase.Group.of(
        "responses",
        FunctionUnderTest.of(Functions.Say.class, "dev.portolan.HttpRequest"),
        Functions.Say.CALLS,
        statuses(),
        bodiless(),
        heads(),
        impossible());
  }

  private static HttpCase said(String id, String told, Expected expected) {
    return of(id, post(told), expected);
  }

  private static List<HttpCase> statuses() {
    List<HttpCase> cases = new ArrayList<>();
    for (int status :
        new int[] {
          200, 201, 202, 203, 206, 226, 299, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404,
          406, 409, 410, 412, 418, 421, 422, 428, 429, 451, 499, 500, 501, 502, 503, 511, 599
        }) {
      cases.add(said("status-" + status, "status=" + status + "&body=a", status(status).body("a")));
    }
    return cases;
  }

  private static List<HttpCase> bodiless() {
    return List.of(
        said(
            "status-204-has-no-body",
            "status=204&body=a&header=content-length:1&header=x-a:b",
            status(204).header("x-a", "b").without("content-length").bodyless()),
        said("status-205-has-no-body", "status=205", status(205).bodyless()),
        said(
            "status-304-has-no-body",
            "status=304&body=a&header=etag:\"v1\"&header=cache-control:no-cache",
            status(304).header("etag", "\"v1\"").header("cache-control", "no-cache").bodyless()),
        said(
            "status-304-sets-a-cookie",
            "status=304&cookie=a|b",
            status(304).each("set-cookie", "a=b").bodyless()),
        said(
            "status-204-sets-a-cookie",
            "status=204&cookie=a|b",
            status(204).each("set-cookie", "a=b").bodyless()),
        said("status-304-streamed", "status=304&stream=a", status(304).bodyless()),
        said("status-204-streamed", "status=204&stream=a", status(204).bodyless()),
        of(
            "status-304-if-none-match",
            get("/?status=304&header=etag:%22v1%22", "if-none-match", "\"v1\""),
            status(304).header("etag", "\"v1\"").bodyless()),
        of(
            "status-200-if-none-match",
            get("/?body=a&header=etag:%22v1%22", "if-none-match", "\"v1\""),
            status(200).header("etag", "\"v1\"").body("a")),
        said("status-200-without-body", "status=200", status(200).bodyless()));
  }

  private static HttpCase head(String id, String query, Expected expected) {
    return of("head-" + id, HttpRequest.of("HEAD", "/?" + query), expected.bodyless());
  }

  private static List<HttpCase> heads() {
    return List.of(
        head(
            "keeps-headers",
            "body=a&header=etag:v1&header=content-type:a/b&header=x-a:b&header=x-a:c",
            status(200).header("etag", "v1").header("content-type", "a/b").header("x-a", "b, c")),
        head("of-404", "status=404&body=a", status(404)),
        head("of-204", "status=204", status(204)),
        head("of-302", "status=302&header=location:/a", status(302).header("location", "/a")),
        head("sets-a-cookie", "body=a&cookie=a%7Cb", status(200).each("set-cookie", "a=b")),
        head("streamed", "stream=a&header=x-a:b", status(200).header("x-a", "b")),
        head(
            "of-a-failure",
            "status=99",
            status(500).header("content-type", "application/problem+json")));
  }

  /** What cannot be sent is a failure of the function, and none of it reaches the wire. */
  private static HttpCase impossible(String id, String told) {
    return said(
        "cannot-send-" + id,
        "body=abc&header=x-before:b&" + told,
        problem(500, "Internal Server Error")
            .without("x-before", "x-a", "x-evil", "set-cookie", "location"));
  }

  private static List<HttpCase> impossible() {
    return List.of(
        impossible("crlf", "header=x-a:b%0D%0Aset-cookie: evil=1"),
        impossible("crlf-body", "header=x-a:b%0D%0A%0D%0A<script>"),
        impossible("line-feed", "header=x-a:b%0Aset-cookie: evil=1"),
        impossible("carriage-return", "header=x-a:b%0Dset-cookie: evil=1"),
        impossible("nul", "header=x-a:b%00c"),
        impossible("escape", "header=x-a:b%1B[31m"),
        impossible("delete", "header=x-a:b%7F"),
        impossible("location", "header=location:/a%0D%0Ax-evil: 1"),
        impossible("name-blank", "header=x a:b"),
        impossible("name-empty", "header=:b"),
        impossible("name-crlf", "header=x-evil%0D%0Ax-b:c"),
        impossible("name-colon-before-blank", "header=x-a :b"),
        impossible("name-beyond-ascii", "header=x-%C3%BC:b"),
        impossible("name-quotes", "header=\"x-a\":b"),
        impossible("cookie-semicolon", "cookie=a|b;Path=/"),
        impossible("cookie-comma", "cookie=a|b,c"),
        impossible("cookie-blank", "cookie=a|b c"),
        impossible("cookie-quote", "cookie=a|\"b\""),
        impossible("cookie-backslash", "cookie=a|b\\c"),
        impossible("cookie-crlf", "cookie=a|b%0D%0Ax-evil: 1"),
        impossible("cookie-beyond-ascii", "cookie=a|%C3%BC"),
        impossible("cookie-name-blank", "cookie=a b|c"),
        impossible("cookie-name-empty", "cookie=|c"),
        impossible("cookie-name-equals", "cookie=a=b|c"),
        impossible("cookie-attribute-semicolon", "cookie=a|b|Path=/;Domain=evil.example"),
        impossible("cookie-attribute-crlf", "cookie=a|b|Path=/%0D%0Ax-evil: 1"),
        impossible("status-99", "status=99"),
        impossible("status-100", "status=100"),
        impossible("status-101", "status=101"),
        impossible("status-199", "status=199"),
        impossible("status-600", "status=600"),
        impossible("status-0", "status=0"),
        impossible("status-negative", "status=-200"));
  }
}
