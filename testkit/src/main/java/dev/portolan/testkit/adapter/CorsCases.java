package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.of;

import dev.portolan.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What pages of other origins are told, as the <a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch standard</a> has it.
 */
final class CorsCases {
  private static final String FRIEND = "https://app.example.com";
  private static final String ORIGIN = "access-control-allow-origin";
  private static final String METHODS = "access-control-allow-methods";
  private static final String HEADERS = "access-control-allow-headers";
  private static final String CREDENTIALS = "access-control-allow-credentials";
  private static final String EXPOSES = "access-control-expose-headers";
  private static final String AGE = "access-control-max-age";

  private CorsCases() {}

  private static FunctionUnderTest shared(String origins, String more) {
    return FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest")
        .withRoute("/a/{b}", "GET", "PUT")
        .withVariable(
            "PORTOLAN_CORS",
            "{\"origins\":["
                + origins
                + "],\"headers\":[\"content-type\",\"x-key\"],\"exposes\":[\"x-method\"]"
                + more
                + "}");
  }

  private static HttpRequest from(String origin, String method, String path) {
    return HttpRequest.of(method, path).withHeader("origin", origin);
  }

  private static HttpRequest preflight(String origin, String path) {
    return HttpCase.with(
        from(origin, "OPTIONS", path),
        "access-control-request-method",
        "PUT",
        "access-control-request-headers",
        "content-type,x-key");
  }

  static HttpCase.Group shared() {
    return HttpCase.Group.of(
        "shared",
        shared(
            "\"https://other.example\",\"" + FRIEND + "\"", ",\"credentials\":true,\"maxAge\":600"),
        Functions.Echo.CALLS,
        friends(),
        strangers());
  }

  /** As a browser is told that asks beforehand; the function is not. */
  private static Expected welcome() {
    return status(204).each(ORIGIN, FRIEND).header(CREDENTIALS, "true").bodyless().uncalled();
  }

  private static List<HttpCase> friends() {
    return List.of(
        of("cors-preflight-origin", preflight(FRIEND, "/a/1"), welcome()),
        of(
            "cors-preflight-of-the-other-origin",
            preflight("https://other.example", "/a/1"),
            status(204).each(ORIGIN, "https://other.example")),
        of(
                "cors-preflight",
                preflight(FRIEND, "/a/1"),
                welcome()
                    .header("vary", "origin")
                    .header(METHODS, "GET, HEAD, PUT, OPTIONS")
                    .header(HEADERS, "content-type, x-key")
                    .header(AGE, "600"))
            .unlike(),
        of(
                "cors-preflight-elsewhere",
                preflight(FRIEND, "/b"),
                problem(404, "Not Found").uncalled())
            .unlike(),
        of(
            "cors-read",
            from(FRIEND, "PUT", "/a/1"),
            status(200)
                .header("x-method", "PUT")
                .header(ORIGIN, FRIEND)
                .header(CREDENTIALS, "true")
                .header(EXPOSES, "x-method")
                .lists("vary", "origin")
                .without(METHODS)),
        of(
            "cors-head",
            from(FRIEND, "HEAD", "/a/1"),
            status(200).header(ORIGIN, FRIEND).header(EXPOSES, "x-method").bodyless()),
        of(
            "cors-refusal-is-read",
            from(FRIEND, "DELETE", "/a/1"),
            problem(405, "Method Not Allowed")
                .header(ORIGIN, FRIEND)
                .lists("vary", "accept")
                .lists("vary", "origin")),
        of(
            "cors-not-found-is-read",
            from(FRIEND, "GET", "/b"),
            problem(404, "Not Found").header(ORIGIN, FRIEND)),
        of(
            "cors-no-page",
            get("/a/1"),
            // So that a cache keeps it from pages.
            status(200).without(ORIGIN, CREDENTIALS, EXPOSES).header("vary", "origin")),
        of(
            "cors-options-of-no-browser",
            from(FRIEND, "OPTIONS", "/a/1"),
            status(204)
                .header("allow", "GET, HEAD, PUT, OPTIONS")
                .header(ORIGIN, FRIEND)
                .without(METHODS)));
  }

  private static List<HttpCase> strangers() {
    List<HttpCase> cases = new ArrayList<>();
    for (String stranger :
        List.of(
            "https://app.example.com.evil.test",
            "http://app.example.com",
            "https://app.example.com:8443",
            "https://APP.example.com.",
            "null")) {
      cases.add(
          of(
              "cors-stranger-beforehand-" + stranger,
              preflight(stranger, "/a/1"),
              status(204).without(ORIGIN, METHODS, CREDENTIALS).uncalled()));
      cases.add(
          of(
              "cors-stranger-" + stranger,
              from(stranger, "GET", "/a/1"),
              // No other caller is kept from anything.
              status(200)
                  .header("x-method", "GET")
                  .without(ORIGIN, CREDENTIALS)
                  .header("vary", "origin")));
    }
    return cases;
  }

  /** Where all origins may, all are told the same. */
  static HttpCase.Group everybody() {
    return HttpCase.Group.of(
        "everybody",
        shared("\"*\"", ""),
        Functions.Echo.CALLS,
        List.of(
            of(
                "cors-all-read",
                from("https://any.example", "GET", "/a/1"),
                status(200).header(ORIGIN, "*").without(CREDENTIALS, "vary")),
            of(
                "cors-all-no-page",
                get("/a/1"),
                // A cache may hand it to a page.
                status(200).header(ORIGIN, "*")),
            of(
                "cors-all-preflight",
                preflight("https://any.example", "/a/1"),
                status(204).header(ORIGIN, "*").without(AGE, CREDENTIALS).uncalled())));
  }
}
