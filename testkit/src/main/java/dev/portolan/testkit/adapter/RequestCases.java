package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.of;

import dev.portolan.HttpRequest;
import java.util.List;

/** What arrives of a request's line, its headers and its cookies. */
final class RequestCases {
  private static final String EVERYTHING = "a=1&a=2&b=&c&d=x%20y+z&e=%C3%BC&%26=%3D";

  private RequestCases() {}

  static HttpCase.Group requests() {
    return HttpCase.Group.of(
        "requests",
        FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest"),
        Functions.Echo.CALLS,
        line(),
        query(),
        headers(),
        passed(),
        cookies());
  }

  private static List<HttpCase> line() {
    return List.of(
        of("method-get", get("/"), status(200).header("x-method", "GET")),
        of("method-post", HttpRequest.of("POST", "/"), status(200).header("x-method", "POST")),
        of("method-put", HttpRequest.of("PUT", "/"), status(200).header("x-method", "PUT")),
        of("path-root", get("/"), status(200).header("x-raw-path", "/")),
        of(
            "query-of-everything",
            get("/?" + EVERYTHING),
            status(200)
                .header("x-raw-path", "/")
                .header("x-query", "[a=1][a=2][b=][c=][d=x y z][e=\\u252][&==]")),
        of("query-as-sent", get("/?" + EVERYTHING), status(200).header("x-raw-query", EVERYTHING))
            .unlike());
  }

  private static HttpCase query(String id, String query, String told) {
    return of("query-" + id, get("/?" + query), status(200).header("x-query", told));
  }

  private static List<HttpCase> query() {
    return List.of(
        of("query-none", get("/"), status(200).header("x-query", "").header("x-raw-query", "")),
        query("one", "a=1", "[a=1]"),
        query("repeated", "a=1&a=2", "[a=1][a=2]"),
        query("repeated-equal", "a=1&a=1", "[a=1][a=1]"),
        query("in-order", "z=1&a=2&z=3", "[z=1][a=2][z=3]"),
        query("empty-value", "b=", "[b=]"),
        query("without-equals", "c", "[c=]"),
        query("without-name", "=v", "[=v]"),
        query("with-empty-pairs", "&&a=1&", "[a=1]"),
        query("equals-in-value", "a=b=c", "[a=b=c]"),
        query("case-of-names", "a=1&A=2", "[a=1][A=2]"),
        query("plus-is-blank", "d=x+y", "[d=x y]"),
        query("encoded-plus", "d=x%2By", "[d=x+y]"),
        query("encoded-blank", "d=x%20y", "[d=x y]"),
        query("encoded-ampersand", "a=x%26y", "[a=x&y]"),
        query("encoded-equals", "a%3Db=c", "[a=b=c]"),
        query("encoded-percent", "a=100%25", "[a=100%]"),
        query("encoded-once", "a=%2541", "[a=%41]"),
        query("encoded-brackets", "a%5B%5D=1", "[a[]=1]"),
        query("brackets", "a[]=1&b[c]=2", "[a[]=1][b[c]=2]"),
        query("bars-and-braces", "a=b|{c}^`", "[a=b|{c}^`]").unlike(),
        query("encoded-line-end", "a=x%0D%0Ay", "[a=x\\u13\\u10y]"),
        query("lower-case-escape", "e=%c3%bc", "[e=\\u252]"),
        query("beyond-ascii", "e=%C3%BC", "[e=\\u252]"),
        query("beyond-16-bits", "e=%F0%9F%9A%A2", "[e=\\u55357\\u56994]"),
        query("slashes", "a=/b/c", "[a=/b/c]"),
        query("question-mark", "a=b?c", "[a=b?c]"),
        query("semicolon", "a=1;b=2", "[a=1;b=2]"),
        query("colon-and-at", "a=b:c@d", "[a=b:c@d]"),
        query("long", "a=" + "v".repeat(1000), "[a=" + "v".repeat(1000) + "]"));
  }

  private static List<HttpCase> headers() {
    HttpRequest forty = get("/");
    HttpRequest twoHundred = get("/");
    for (int i = 0; i < 200; i++) {
      twoHundred = twoHundred.withHeader("x-n-" + i, "v" + i);
      forty = i < 40 ? twoHundred : forty;
    }
    return List.of(
        of("header-none", get("/"), status(200).header("x-list", "")),
        of("header", get("/", "x-sent", "one"), status(200).header("x-header", "one")),
        of("header-any-case", get("/", "X-SENT", "One"), status(200).header("x-header", "One")),
        of(
            "header-list",
            get("/", "x-sent", "one, two; q=\"3\""),
            status(200).header("x-header", "one, two; q=\"3\"")),
        of(
            "header-twice",
            get("/", "x-sent", "one", "x-sent", "two"),
            status(200).header("x-list", "one|two")),
        of(
            "header-three-times-any-case",
            get("/", "x-sent", "one", "X-SENT", "two; q=\"3\"", "X-Sent", "four"),
            status(200).header("x-list", "one|two; q=\"3\"|four")),
        of("header-blanks", get("/", "x-sent", "a  b"), status(200).header("x-header", "a  b")),
        of("header-tab", get("/", "x-sent", "a\tb"), status(200).header("x-header", "a\tb")),
        of(
            "header-delimiters",
            get("/", "x-sent", "(a)<b>@[c]{d}:/?=\\"),
            status(200).header("x-header", "(a)<b>@[c]{d}:/?=\\")),
        of(
            "header-3-kb",
            get("/", "x-sent", "v".repeat(3000)),
            status(200).header("x-header", "v".repeat(3000))),
        of(
                "header-8-kb",
                get("/", "x-sent", "v".repeat(8192)),
                status(200).header("x-header", "v".repeat(8192)))
            .unlike(),
        of("headers-40", forty, status(200).header("x-numbered", "40")),
        of("headers-200", twoHundred, status(200).header("x-numbered", "200")).unlike());
  }

  /** A header that HTTP knows arrives as it was sent; the function asks for it. */
  private static HttpCase passed(String name, String value) {
    return of(
        "passes-" + name,
        get("/", "x-ask", name, name, value),
        status(200).header("x-told", value));
  }

  private static List<HttpCase> passed() {
    return List.of(
        passed("accept", "text/html, application/json;q=0.9"),
        passed("accept-language", "de-CH, de;q=0.9"),
        passed("authorization", "Bearer abc.def.ghi"),
        passed("cache-control", "no-cache"),
        passed("from", "ada@example.com"),
        passed("if-match", "\"v1\", \"v2\""),
        passed("if-modified-since", "Wed, 21 Oct 2026 07:28:00 GMT"),
        passed("if-none-match", "W/\"v1\", \"v2\""),
        passed("if-range", "\"v1\""),
        passed("if-unmodified-since", "Wed, 21 Oct 2026 07:28:00 GMT"),
        passed("range", "bytes=0-99"),
        passed("referer", "https://example.com/?a=b"),
        passed("user-agent", "test/1.0 (for cases)"));
  }

  private static HttpCase cookies(String id, String sent, String told) {
    return of("cookies-" + id, get("/", "cookie", sent), status(200).header("x-cookies", told));
  }

  private static List<HttpCase> cookies() {
    return List.of(
        of("cookies-none", get("/"), status(200).header("x-cookies", "")),
        cookies("one", "a=1", "[a=1]"),
        cookies("two", "a=1; b=2", "[a=1][b=2]"),
        cookies("in-order", "b=1; a=2; b=3", "[b=1][a=2][b=3]"),
        cookies("quoted", "b=\"two\"", "[b=\"two\"]"),
        cookies("equals-in-value", "c=x=y", "[c=x=y]"),
        cookies("comma-in-value", "d=e,f", "[d=e,f]"),
        cookies("empty-value", "a=; b=2", "[a=][b=2]"),
        cookies("without-blank", "a=1;b=2", "[a=1][b=2]"),
        cookies("case-of-names", "a=1; A=2", "[a=1][A=2]"),
        cookies("escapes-left-alone", "a=%20x", "[a=%20x]"));
  }
}
