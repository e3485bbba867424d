package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.of;

import dev.portolan.HttpRequest;
import java.util.List;

/** How paths arrive, and where requests are held to the declared route. */
final class PathCases {
  private static final String ALLOW = "GET, HEAD, POST, OPTIONS";

  private PathCases() {}

  static HttpCase.Group paths() {
    return HttpCase.Group.of(
        "paths",
        echo().withRoute("/files/{name}", "GET"),
        Functions.Echo.CALLS,
        List.of(
            path("plain", "ab", "ab"),
            path("unreserved", "a-b_c.d~e", "a-b_c.d~e"),
            path("delimiters", "a:b@c,d;e=f", "a:b@c,d;e=f"),
            path("more-delimiters", "!$&'()*", "!$&'()*"),
            path("plus", "x+y", "x+y"),
            named("encoded-plus", "x%2By", "x+y"),
            path("encoded-blank", "a%20b", "a b"),
            named("encoded-colon", "a%3Ab", "a:b"),
            named("encoded-ampersand", "a%26b%3Dc", "a&b=c"),
            path("encoded-question-mark", "a%3Fb", "a?b"),
            path("encoded-hash", "a%23b", "a#b"),
            path("encoded-quotes", "%22a%22", "\"a\""),
            named("encoded-letter", "%41b", "Ab"),
            path("beyond-ascii", "gr%C3%BC%C3%9Fe", "gr\\u252\\u223e"),
            path("beyond-16-bits", "%F0%9F%9A%A2", "\\u55357\\u56994"),
            named("lower-case-escape", "gr%c3%bc", "gr\\u252"),
            path("upper-case", "ABC", "ABC"),
            path("long", "v".repeat(1000), "v".repeat(1000)),
            path("encoded-percent", "100%25", "100%").unlike(),
            path("encoded-twice", "a%2520b", "a%20b").unlike(),
            path("encoded-slash", "a%2Fb", "a/b").unlike(),
            of(
                "path-with-query",
                get("/files/a?b=/c"),
                status(200).header("x-raw-path", "/files/a").header("x-query", "[b=/c]"))));
  }

  private static FunctionUnderTest echo() {
    return FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest");
  }

  private static HttpCase path(String id, String raw, String name) {
    return of(
        "path-" + id,
        get("/files/" + raw),
        status(200)
            .header("x-raw-path", "/files/" + raw)
            .header("x-parameters", "[name=" + name + "]"));
  }

  /** Of an escape that need not be one nobody is told whether it was one. */
  private static HttpCase named(String id, String raw, String name) {
    return of(
        "path-" + id,
        get("/files/" + raw),
        status(200).header("x-parameters", "[name=" + name + "]"));
  }

  static HttpCase.Group routed() {
    return HttpCase.Group.of(
        "routed",
        echo().withRoute("/a/{b}/c", "GET", "POST"),
        Functions.Echo.CALLS,
        found(),
        missed(),
        otherMethods());
  }

  private static List<HttpCase> found() {
    return List.of(
        of("route-get", get("/a/b/c"), status(200).header("x-parameters", "[b=b]")),
        of("route-post", HttpRequest.of("POST", "/a/2/c"), status(200).header("x-method", "POST")),
        of("route-decoded", get("/a/b/%63"), status(200).header("x-parameters", "[b=b]")),
        of(
            "route-head",
            HttpRequest.of("HEAD", "/a/b/c"),
            status(200).header("x-method", "HEAD").header("content-type", "x/y").bodyless()),
        of(
            "route-options",
            HttpRequest.of("OPTIONS", "/a/b/c"),
            status(204).header("allow", ALLOW).without("content-length").bodyless().uncalled()),
        of("dots-resolved", get("/a/../a/b/c"), notFound()).unlike());
  }

  private static Expected notFound() {
    return problem(404, "Not Found").uncalled();
  }

  private static HttpCase missed(String id, String path) {
    return of("no-route-" + id, get(path), notFound());
  }

  private static List<HttpCase> missed() {
    return List.of(
        missed("root", "/"),
        missed("shorter", "/a/b"),
        missed("longer", "/a/b/c/d"),
        missed("slash-at-end", "/a/b/c/"),
        missed("upper-case", "/a/b/C"),
        missed("upper-case-before", "/A/b/c"),
        missed("another", "/b/b/c"),
        missed("with-query", "/a/b?c=/c"),
        missed("empty-segment", "/a//c").unlike(),
        missed("two-slashes", "//a/b/c").unlike(),
        of("no-route-post", HttpRequest.of("POST", "/a/b").withBody(new byte[10]), notFound()),
        of("no-route-options", HttpRequest.of("OPTIONS", "/a/b"), notFound()),
        of(
            "no-route-head",
            HttpRequest.of("HEAD", "/a/b"),
            status(404).header("content-type", "application/problem+json").bodyless().uncalled()));
  }

  private static HttpCase refused(String method) {
    return of(
        "no-method-" + method,
        HttpRequest.of(method, "/a/b/c"),
        problem(405, "Method Not Allowed").header("allow", ALLOW).uncalled());
  }

  private static List<HttpCase> otherMethods() {
    return List.of(
        refused("PUT"),
        refused("DELETE"),
        refused("PATCH"),
        refused("TRACE"),
        refused("PROPFIND"),
        refused("get").unlike());
  }

  /** A method that is declared is named once, and reaches the function. */
  static HttpCase.Group declared() {
    return HttpCase.Group.of(
        "declared",
        echo().withRoute("/a", "OPTIONS", "HEAD", "GET"),
        Functions.Echo.CALLS,
        List.of(
            of(
                "declared-put",
                HttpRequest.of("PUT", "/a"),
                problem(405, "Method Not Allowed")
                    .header("allow", "OPTIONS, HEAD, GET")
                    .uncalled()),
            of(
                "declared-options",
                HttpRequest.of("OPTIONS", "/a"),
                status(200).header("x-method", "OPTIONS")),
            of(
                "declared-head",
                HttpRequest.of("HEAD", "/a"),
                status(200).header("x-method", "HEAD").bodyless())));
  }
}
