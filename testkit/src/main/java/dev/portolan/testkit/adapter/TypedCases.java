package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.octets;
import static dev.portolan.testkit.adapter.HttpCase.of;
import static dev.portolan.testkit.adapter.HttpCase.post;
import static dev.portolan.testkit.adapter.HttpCase.with;

import dev.portolan.HttpRequest;
import java.util.List;

/** Functions that take JSON, a query, or parts from all places of a request. */
final class TypedCases {
  private TypedCases() {}

  static HttpCase.Group documents() {
    return HttpCase.Group.of(
        "documents",
        FunctionUnderTest.of(Functions.Greet.class, Functions.Greet.INPUT),
        Functions.Greet.CALLS,
        taken(),
        refused());
  }

  private static Expected greets(String name, int sum) {
    return status(200)
        .header("content-type", "application/json")
        .body("{\"greeting\":\"Hello, " + name + "!\",\"sum\":" + sum + "}");
  }

  private static List<HttpCase> taken() {
    String ada = "{\"name\":\"Ada\"}";
    return List.of(
        of("json", post(ada), greets("Ada", 0)),
        of("json-typed", post(ada, "content-type", "application/json"), greets("Ada", 0)),
        of(
            "json-charset",
            post("{\"name\":\"Grüße\"}", "content-type", "application/json; charset=utf-8"),
            greets("Grüße", 0)),
        of("json-of-any-type", post(ada, "content-type", "text/plain"), greets("Ada", 0)),
        of("json-put", HttpRequest.of("PUT", "/").withBody(bytes(ada)), greets("Ada", 0)),
        of("json-white-space", post(" \r\n\t{ \"name\" : \"Ada\" }\n"), greets("Ada", 0)),
        of("json-unknown-member", post("{\"x\":[{}],\"name\":\"Ada\"}"), greets("Ada", 0)),
        of("json-escapes", post("{\"name\":\"\\u00fc\\n\\\"\"}"), greets("ü\\n\\\"", 0)),
        of("json-null-member", post("{\"name\":null,\"numbers\":null}"), greets("null", 0)),
        of("json-empty-object", post("{}"), greets("null", 0)),
        of("json-numbers", post("{\"name\":\"Ada\",\"numbers\":[1,2]}"), greets("Ada", 3)),
        of(
            "json-over-query",
            HttpRequest.of("POST", "/?name=Eve").withBody(bytes(ada)),
            greets("Ada", 0)),
        of("query-bound", get("/?name=Gr%C3%BC%C3%9Fe"), greets("Grüße", 0)),
        of("query-bound-numbers", get("/?name=A&numbers=4&numbers=5&x=y"), greets("A", 9)),
        of("query-bound-one-number", get("/?name=A&numbers=4"), greets("A", 4)),
        of("query-bound-plus", get("/?name=A+B%2BC"), greets("A B+C", 0)),
        of("query-bound-empty", get("/?name="), greets("", 0)),
        of("query-bound-none", get("/"), greets("null", 0)),
        of(
            "query-bound-head",
            HttpRequest.of("HEAD", "/?name=A"),
            status(200).header("content-type", "application/json").bodyless()));
  }

  private static HttpCase bad(String id, byte[] body) {
    return of(
        "bad-json-" + id,
        HttpRequest.of("POST", "/").withBody(body),
        problem(400, "Bad Request").says("\"code\":\"bad-input\"").uncalled());
  }

  private static HttpCase bad(String id, String body) {
    return bad(id, bytes(body));
  }

  private static List<HttpCase> refused() {
    return List.of(
        bad("empty", ""),
        bad("blank", " "),
        bad("open", "{"),
        bad("cut", "{\"name\":\"Ada\""),
        bad("more-behind", "{\"name\":\"Ada\"} x"),
        bad("two", "{}{}"),
        bad("byte-order-mark", "\uFEFF{\"name\":\"Ada\"}"),
        bad("member-twice", "{\"name\":\"Ada\",\"name\":\"Eve\"}"),
        bad("number-for-text", "{\"name\":1}"),
        bad("array", "[]"),
        bad("text", "\"Ada\""),
        bad("number", "7"),
        bad("fraction", "{\"numbers\":[1.5]}"),
        bad("huge-exponent", "{\"numbers\":[1e99999999]}"),
        bad("half-character", "{\"name\":\"\\ud800\"}"),
        bad("comment", "{/* */\"name\":\"Ada\"}"),
        bad("comma-at-end", "{\"name\":\"Ada\",}"),
        bad("single-quotes", "{'name':'Ada'}"),
        bad("line-end-in-text", "{\"name\":\"A\nda\"}"),
        bad("form", "name=Ada"),
        bad("deep", "{\"numbers\":" + "[".repeat(100_000) + "}"),
        bad("long-number", "{\"numbers\":[" + "9".repeat(100_000) + "]}"),
        of(
            "bad-json-not-utf-8",
            HttpRequest.of("POST", "/")
                .withBody(octets('{', '"', 'n', '"', ':', '"', 0xc0, 0x80, '"', '}')),
            problem(400, "Bad Request").uncalled()),
        of("bad-query-number", get("/?numbers=x"), problem(400, "Bad Request").uncalled()));
  }

  /** A body that says null is not one that says nothing. */
  static HttpCase.Group values() {
    return HttpCase.Group.of(
        "values",
        FunctionUnderTest.of(Functions.Repeat.class, "java.util.List"),
        Functions.Repeat.CALLS,
        List.of(
            of("json-null", post("null"), status(204).without("content-length").bodyless()),
            of("json-empty-array", post("[]"), status(200).body("[]")),
            of(
                "json-values",
                post("[null,true,-0.5,\"\",{\"a\":[]}]"),
                status(200)
                    .header("content-type", "application/json")
                    .body("[null,true,-0.5,\"\",{\"a\":[]}]")),
            of("json-no-body", post(""), problem(400, "Bad Request").uncalled())));
  }

  /** A function whose input says where each part of it is. */
  static HttpCase.Group places() {
    String ada = "{\"name\":\"Ada\"}";
    return HttpCase.Group.of(
        "places",
        FunctionUnderTest.of(Functions.Place.class, Functions.Place.INPUT)
            .withRoute("/places/{number}", "PUT")
            .withParts(Functions.Place.PARTS),
        Functions.Place.CALLS,
        List.of(
            of(
                "parts-from-everywhere",
                with(
                    put("/places/7?word=a&word=b%2Cc&dry=true&number=8&tenant=q", ada),
                    "x-TENANT",
                    "acme, \"inc\"",
                    "X-Tag",
                    "one, \"t,wo\" ,",
                    "X-Tag",
                    "three"),
                status(200).body("7 [a, b,c] true acme, \"inc\" [one, \"t,wo\", three] Ada")),
            of(
                "parts-from-their-own-place-alone",
                put(
                    "/places/7?X-Tenant=q",
                    "{\"name\":\"Ada\",\"id\":9,\"number\":9,\"tenant\":\"evil\","
                        + "\"tags\":[\"evil\"],\"dry\":true}"),
                status(200).body("7 null - null null Ada")),
            of("parts-path", put("/places/%37", ada), status(200).body("7 null - null null Ada")),
            of(
                "parts-query",
                put("/places/7?word=&dry=false", ada),
                status(200).body("7 [] false null null Ada")),
            badPart("path", "/places/seven", ada),
            badPart("path-overflow", "/places/99999999999", ada),
            badPart("query", "/places/7?dry=perhaps", ada),
            badPart("query-twice", "/places/7?dry=true&dry=false", ada),
            badPart("body", "/places/7", "{\"name\":"),
            badPart("no-body", "/places/7", "")));
  }

  private static HttpCase badPart(String id, String target, String body) {
    return of("bad-part-" + id, put(target, body), problem(400, "Bad Request").uncalled());
  }

  private static HttpRequest put(String target, String body) {
    return with(HttpRequest.of("PUT", target), "content-type", "application/json")
        .withBody(bytes(body));
  }
}
