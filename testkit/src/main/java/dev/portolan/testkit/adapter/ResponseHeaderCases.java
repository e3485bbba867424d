package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.of;
import static dev.portolan.testkit.adapter.HttpCase.post;

import java.util.List;

/** What becomes of the headers of a response: see {@link Functions.Say} for how it is told. */
final class ResponseHeaderCases {
  private static final String DATE = "Wed, 21 Oct 2026 07:28:00 GMT";

  private ResponseHeaderCases() {}

  static HttpCase.Group headers() {
    return HttpCase.Group.of(
        "response-headers",
        FunctionUnderTest.of(Functions.Say.class, "dev.portolan.HttpRequest"),
        Functions.Say.CALLS,
        locations(),
        kept(),
        types(),
        ofTheConnection(),
        cookies());
  }

  private static HttpCase said(String id, String told, Expected expected) {
    return of(id, post(told), expected);
  }

  private static HttpCase located(String id, int status, String location) {
    return said(
        "location-" + id,
        "status=" + status + "&header=Location:" + location.replace("%", "%25").replace("&", "%26"),
        status(status).each("location", location));
  }

  private static List<HttpCase> locations() {
    return List.of(
        located("absolute", 302, "https://example.com/a?b=c"),
        located("relative", 302, "/there?a=b"),
        located("without-slash", 303, "next"),
        located("with-dots", 307, "../up/./here"),
        located("of-another-host", 308, "//other.example/a"),
        located("query-alone", 302, "?page=2&size=10"),
        located("fragment", 301, "/a#b"),
        located("encoded", 201, "/files/a%20b%2Fc%C3%BC"),
        located("of-202", 202, "/jobs/7"));
  }

  private static HttpCase kept(String name, String encoded, String value) {
    return said(
        "keeps-" + name + "-" + value.length(),
        "body=a&header=" + name + ":" + encoded,
        status(200).header(name, value).body("a"));
  }

  private static List<HttpCase> kept() {
    return List.of(
        kept("cache-control", "private, max-age=60", "private, max-age=60"),
        kept(
            "content-disposition",
            "attachment; filename*=UTF-8''%25e2%2582%25ac",
            "attachment; filename*=UTF-8''%e2%82%ac"),
        kept("content-encoding", "gzip", "gzip"),
        kept("content-language", "de-CH", "de-CH"),
        kept("content-range", "bytes 0-0/9", "bytes 0-0/9"),
        kept("etag", "W/\"v1\"", "W/\"v1\""),
        kept("expires", "0", "0"),
        kept("last-modified", DATE, DATE),
        kept("link", "</a>; rel=\"next\", </b>; rel=prev", "</a>; rel=\"next\", </b>; rel=prev"),
        kept("retry-after", "120", "120"),
        kept("vary", "accept, origin", "accept, origin"),
        kept("www-authenticate", "Bearer realm=\"a\"", "Bearer realm=\"a\""),
        kept("x-a", "a  b", "a  b"),
        kept("x-a", "a%09b", "a\tb"),
        kept("x-a", "v".repeat(2048), "v".repeat(2048)),
        said(
            "keeps-repeated",
            "header=X-Twice:one&header=x-twice:two, three",
            status(200).header("x-twice", "one, two, three")),
        said(
                "keeps-beyond-ascii",
                "header=x-said:gr%C3%BC%C3%9Fe",
                status(200).header("x-said", "grüße"))
            .unlike());
  }

  private static HttpCase type(String id, String told, String type) {
    return of("type-" + id, post(told, "accept", "text/plain"), typed(told, type));
  }

  private static Expected typed(String told, String type) {
    return status(told.startsWith("status=400") ? 400 : 200)
        .each("content-type", type)
        .body(told.contains("{}") ? "{}" : "a");
  }

  private static List<HttpCase> types() {
    return List.of(
        type("of-bytes", "body=a", "application/octet-stream"),
        type(
            "with-charset",
            "body=a&header=content-type:text/html; charset=utf-8",
            "text/html; charset=utf-8"),
        type(
            "with-parameters",
            "body=a&header=content-type:text/csv; header=present",
            "text/csv; header=present"),
        type(
            "of-its-own-problem",
            "status=400&body={}&header=content-type:application/problem%2Bjson",
            "application/problem+json"),
        said("type-of-nothing", "status=200", status(200).header("content-type", "").bodyless()));
  }

  /** The platform's to say, and gone if the function says it. */
  private static HttpCase dropped(String id, String told, String... names) {
    return said(
        "drops-" + id,
        "body=abc&" + told,
        status(200).without(names).header("x-a", "b").body("abc"));
  }

  private static List<HttpCase> ofTheConnection() {
    String kept = "header=x-a:b&header=";
    return List.of(
        dropped("connection", kept + "Connection:upgrade", "connection"),
        dropped("keep-alive", kept + "Keep-Alive:timeout=5", "keep-alive"),
        dropped("proxy-connection", kept + "Proxy-Connection:close", "proxy-connection"),
        dropped("te", kept + "TE:trailers", "te"),
        dropped("trailer", kept + "Trailer:x-b", "trailer"),
        dropped("transfer-encoding", kept + "Transfer-Encoding:gzip", "transfer-encoding"),
        dropped("chunked", kept + "transfer-encoding:chunked", "transfer-encoding"),
        dropped("upgrade", kept + "Upgrade:h2c", "upgrade"),
        dropped("content-length", kept + "Content-Length:2", "content-length"),
        dropped("a-longer-length", kept + "content-length:99", "content-length"),
        dropped("what-connection-names", kept + "Connection:X-B&header=x-b:c", "connection", "x-b"),
        dropped(
            "all-that-connections-name",
            kept
                + "connection:close, x-b , X-C&header=x-b:1&header=x-c:2&header=connection:x-d"
                + "&header=x-d:3&header=x-b:4",
            "connection",
            "x-b",
            "x-c",
            "x-d"));
  }

  private static List<HttpCase> cookies() {
    return List.of(
        said("sets-cookie", "cookie=a|b", status(200).each("set-cookie", "a=b")),
        said("sets-cookie-empty", "cookie=a|", status(200).each("set-cookie", "a=")),
        said("sets-cookie-equals", "cookie=a|b=c", status(200).each("set-cookie", "a=b=c")),
        said(
            "sets-cookie-attributes",
            "cookie=__Host-a|b|Path=/|Secure|HttpOnly|SameSite=Lax|Max-Age=60",
            status(200)
                .each(
                    "set-cookie",
                    "__Host-a=b; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60")),
        said(
            "sets-cookie-with-commas",
            "cookie=first|1|Path=/|Expires=Wed, 21 Oct 2026 07:28:00 GMT",
            status(200)
                .each("set-cookie", "first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT")),
        said(
                "sets-two-cookies",
                "cookie=first|1|Path=/|Expires=Wed, 21 Oct 2026 07:28:00 GMT&cookie=second|2|HttpOnly",
                status(200)
                    .each(
                        "set-cookie",
                        "first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
                        "second=2; HttpOnly"))
            .unlike());
  }
}
