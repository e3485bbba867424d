package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.octets;
import static dev.portolan.testkit.adapter.HttpCase.of;
import static dev.portolan.testkit.adapter.HttpCase.post;

import dev.portolan.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a function answers that takes text, and above all what it fails with. */
final class ProblemCases {
  private static final String PROBLEM = "application/problem+json";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  private ProblemCases() {}

  static HttpCase.Group words() {
    return HttpCase.Group.of(
        "words",
        FunctionUnderTest.of(Functions.Obey.class, "java.lang.String"),
        new AtomicInteger(),
        answers(),
        failures(),
        accepted());
  }

  private static List<HttpCase> answers() {
    return List.of(
        of("answers-text", post("text"), status(200).header("content-type", TEXT).body("grüße")),
        of(
            "answers-bytes",
            post("bytes"),
            status(200).header("content-type", "application/octet-stream").body(octets(0, 0xff))),
        of("answers-nothing", post("null"), status(204).without("content-length").bodyless()),
        of("answers-stream", post("stream"), status(200).body("ab")));
  }

  private static HttpCase fails(String word) {
    return of("fails-" + word.replace(' ', '-'), post(word), problem(500, "Internal Server Error"));
  }

  private static List<HttpCase> failures() {
    return List.of(
        fails("runtime"),
        fails("checked"),
        fails("silent"),
        fails("stack"),
        fails("linkage"),
        fails("assertion"),
        fails("circle"),
        fails("broken stream"),
        fails("short stream"),
        fails("long stream"),
        of(
            "fails-inject",
            post("inject"),
            problem(500, "Internal Server Error").without("set-cookie", "x-a")),
        fails("half a character"),
        fails("status"),
        of("serves-after-failures", post("null"), status(204)),
        of(
            "fails-shown",
            post("shown"),
            problem(422, "Unprocessable Content")
                .says("\"code\":\"too-small\"")
                .says("\"detail\":\"The amount is too small.\"")
                .header("vary", "accept")),
        of(
            "fails-retry",
            post("retry"),
            problem(503, "Service Unavailable").each("retry-after", "7")),
        of("fails-reject", post("reject"), problem(400, "Bad Request")));
  }

  /** A failure that is shown, to a caller that accepts this. */
  private static HttpCase accepts(String id, String accept, String form) {
    Expected shown = status(422).each("content-type", form).header("vary", "accept");
    return of(
        "accept-" + id,
        accept == null ? post("shown") : post("shown", "accept", accept),
        form.equals(TEXT)
            ? shown.starts("422 Unprocessable Content\ntoo-small: The amount is too small.\nid: ")
            : shown
                .starts("{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",")
                .says("\"code\":\"too-small\",\"detail\":\"The amount is too small.\"}"));
  }

  private static List<HttpCase> accepted() {
    return List.of(
        accepts("nothing-said", null, PROBLEM),
        accepts("all", "*/*", PROBLEM),
        accepts("application", "application/*", PROBLEM),
        accepts("problem", PROBLEM, PROBLEM),
        accepts("problem-any-case", "Application/Problem+JSON", PROBLEM),
        accepts("json", JSON, JSON),
        accepts("json-with-parameter", "application/json; charset=utf-8", JSON),
        accepts("text", "text/plain", TEXT),
        accepts("any-text", "text/*", TEXT),
        accepts("text-with-parameter", "text/plain;charset=utf-8", TEXT),
        accepts("neither", "text/html", PROBLEM),
        accepts("images", "image/png, image/*;q=0.8", PROBLEM),
        accepts("json-and-problem", "application/json, application/problem+json", PROBLEM),
        accepts("json-and-text", "text/plain, application/json", JSON),
        accepts("json-and-all", "application/json, text/plain, */*", PROBLEM),
        accepts("a-browser", "text/html,application/xml;q=0.9,image/webp,*/*;q=0.8", PROBLEM),
        accepts("a-client-of-old", "text/html, image/gif, *; q=.2, */*; q=.2", PROBLEM),
        accepts("weights", "application/json;q=0.5, text/plain;q=0.9", TEXT),
        accepts("weights-of-json", "application/problem+json;q=0.1, application/json;q=0.2", JSON),
        accepts("weights-and-all", "application/json, */*;q=0.1", JSON),
        accepts("the-most-specific", "text/plain;q=0.9, text/*;q=0.1, application/*;q=0.5", TEXT),
        accepts("no-problem", "application/problem+json;q=0, */*", JSON),
        accepts("no-application", "application/*;q=0, */*;q=0.001", TEXT),
        accepts("none-at-all", "*/*;q=0", PROBLEM),
        accepts("weight-malformed", "application/json;q=high", JSON),
        accepts("weight-out-of-range", "text/plain;q=-1", TEXT),
        accepts("nonsense", ",;=/;q,*/,/json", PROBLEM),
        accepts("long", "a/b;q=0.1,".repeat(100) + "text/plain", TEXT),
        of(
            "accept-twice",
            post("shown", "accept", "text/html", "accept", "text/plain"),
            status(422).each("content-type", TEXT)),
        of(
            "accept-text-of-500",
            post("runtime", "accept", "text/plain"),
            status(500).each("content-type", TEXT).starts("500 Internal Server Error\nid: ")),
        of(
            "accept-text-of-retry",
            post("retry", "accept", "text/plain"),
            status(503)
                .each("content-type", TEXT)
                .each("retry-after", "7")
                .starts("503 Service Unavailable\nid: ")),
        of(
            "accept-text-of-405",
            HttpCase.with(HttpRequest.of("DELETE", "/"), "accept", "text/plain"),
            status(405)
                .each("content-type", TEXT)
                .header("allow", "GET, HEAD, POST, PUT, OPTIONS")
                .starts("405 Method Not Allowed\nid: ")),
        of(
            "accept-json-of-404",
            get("/nowhere", "accept", JSON),
            status(404)
                .each("content-type", JSON)
                .starts("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,")),
        of(
            "accept-text-of-head",
            HttpCase.with(HttpRequest.of("HEAD", "/nowhere"), "accept", "text/plain"),
            status(404).each("content-type", TEXT).bodyless()),
        of(
            "accept-is-for-problems-alone",
            post("text", "accept", "application/json"),
            status(200).each("content-type", TEXT).without("vary").body("grüße")));
  }

  /** Of a function that takes JSON, whose headers an adapter may leave where they are. */
  static HttpCase.Group acceptedOfDocuments() {
    return HttpCase.Group.of(
        "accepted",
        FunctionUnderTest.of(Functions.Greet.class, Functions.Greet.INPUT),
        Functions.Greet.CALLS,
        List.of(
            refused("typed-nothing-said", post("{"), PROBLEM),
            refused("typed-json", post("{", "accept", JSON), JSON),
            refused("typed-text", post("{", "Accept", "text/plain"), TEXT),
            refused("typed-neither", post("{", "accept", "text/html"), PROBLEM),
            refused("typed-twice", post("{", "accept", "a/b", "Accept", "text/plain"), TEXT)));
  }

  private static HttpCase refused(String id, HttpRequest request, String form) {
    return of(
        "accept-" + id,
        request,
        status(400)
            .each("content-type", form)
            .header("vary", "accept")
            .says("bad-input")
            .uncalled());
  }
}
