package dev.portolan.sandbox.azure.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Invocation;
import dev.portolan.sandbox.azure.worker.Loading;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppHostTest {
  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<Invocation> calls = new ArrayList<>();
  private Function<Invocation, CompletableFuture<Outcome>> answers =
      call -> CompletableFuture.completedFuture(ok(new Datum.Text(call.function())));
  private int workers;

  private static Outcome ok(Datum returned) {
    return new Outcome(returned, null, "");
  }

  private void function(String name, String json) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve("app.jar"), "");
    Files.writeString(folder.resolve(name).resolve("function.json"), json);
  }

  private void http(String name, String more) throws IOException {
    function(
        name,
        "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"a.B.c\",\"bindings\":[{\"type\":"
            + "\"httpTrigger\",\"name\":\"request\",\"direction\":\"in\""
            + more
            + "},{\"type\":\"http\",\"name\":\"$return\",\"direction\":\"out\"}]}");
  }

  private AppHost open() throws IOException {
    return open(Map.of());
  }

  private AppHost open(Map<String, String> environment) throws IOException {
    Keys keys = new Keys("master", Set.of("host"), Map.of("f", Set.of("own")));
    Spec spec =
        new Spec(folder, environment, 0, Path.of(""), lines::add, keys, Duration.ofMillis(500));
    return AppHost.open(
        spec,
        started -> {
          workers++;
          return new Worker();
        });
  }

  private final class Worker implements WorkerLink {
    @Override
    public CompletableFuture<Outcome> load(Loading loading) {
      boolean gone = loading.name().equals("gone");
      Outcome outcome = gone ? Outcome.of(new ClassNotFoundException("a.B")) : ok(new Datum.None());
      return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation call) {
      calls.add(call);
      return answers.apply(call);
    }

    @Override
    public void close() {
      workers--;
    }
  }

  private static WireRequest get(String path, String... headers) {
    return request("GET", path, "", headers);
  }

  private static WireRequest request(String method, String path, String body, String... headers) {
    int mark = path.indexOf('?');
    WireHeaders fields = WireHeaders.of("Host", "app.azurewebsites.net");
    for (int i = 0; i < headers.length; i += 2) {
      fields = fields.with(headers[i], headers[i + 1]);
    }
    return new WireRequest(
        method,
        mark < 0 ? path : path.substring(0, mark),
        mark < 0 ? "" : path.substring(mark + 1),
        fields,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private void withoutPrefix() throws IOException {
    Files.writeString(
        folder.resolve("host.json"), "{\"extensions\":{\"http\":{\"routePrefix\":\"\"}}}");
  }

  @Test
  void theFirstRouteThatFitsTakesARequest() throws IOException {
    withoutPrefix();
    http("a_two", ",\"authLevel\":\"anonymous\",\"route\":\"a/b\"");
    http("B_one", ",\"authLevel\":\"anonymous\",\"route\":\"a/{b}\",\"methods\":[\"get\"]");
    http("c_all", ",\"authLevel\":\"anonymous\",\"route\":\"{*path}\"");
    http("d_late", ",\"authLevel\":\"anonymous\",\"route\":\"late\"");
    try (AppHost app = open()) {
      assertEquals("a_two", app.handle(get("/a/b")).text());
      assertEquals("a_two", app.handle(get("/A/B/")).text(), "in any case");
      assertEquals("B_one", app.handle(get("/a/c%20d")).text());
      assertEquals("c d", ((Datum.Http) calls.get(2).inputs().get("request")).params().get("b"));
      assertEquals("c_all", app.handle(request("PUT", "/a/c", "")).text());
      assertEquals("c_all", app.handle(get("/")).text());
      assertEquals("c_all", app.handle(get("/a/b/c")).text());
      assertEquals("c_all", app.handle(get("/late")).text(), "never the one that says more");
      assertEquals(404, app.handle(get("//a/b")).status());
      assertEquals("c_all", app.handle(get("/a//b")).text());
      assertEquals(400, app.handle(get("/a%00")).status());
    }
  }

  @Test
  void theOrderIsThatOfTheNamesInAnyCase() throws IOException {
    withoutPrefix();
    http("Zed", ",\"authLevel\":\"anonymous\",\"route\":\"{*path}\"");
    http("alpha_b", ",\"authLevel\":\"anonymous\",\"route\":\"{*rest}\"");
    http("alpha-b", ",\"authLevel\":\"anonymous\",\"route\":\"{*path_}\"");
    http("alphaB", ",\"authLevel\":\"anonymous\",\"route\":\"{*all}\"");
    try (AppHost app = open()) {
      assertEquals("alpha-b", app.handle(get("/x")).text());
      assertEquals(
          List.of("alpha-b", "alphaB", "alpha_b", "Zed"),
          app.functions().stream().map(HostedFunction::name).toList());
    }
  }

  @Test
  void aSettingSaysHowLargeABodyIsTaken() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    try (AppHost app = open(Map.of("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "4"))) {
      assertEquals(200, app.handle(request("POST", "/api/f", "1234")).status());
      assertEquals(413, app.handle(request("POST", "/api/f", "12345")).status());
    }
  }

  @Test
  void withoutARouteAFunctionHasItsNameBehindApi() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    try (AppHost app = open(Map.of("AzureWebJobsDisableHomepage", "true"))) {
      assertEquals("f", app.handle(get("/api/f")).text());
      assertEquals(404, app.handle(get("/f")).status());
      assertEquals(204, app.handle(get("/")).status());
    }
    try (AppHost app = open()) {
      assertEquals(200, app.handle(get("/")).status());
    }
  }

  @Test
  void whoeverIsNotAnonymousShowsAKey() throws IOException {
    http("f", "");
    http("g", ",\"authLevel\":\"function\"");
    http("for-admins", ",\"authLevel\":\"admin\"");
    try (AppHost app = open()) {
      for (String name : List.of("f", "g", "for-admins")) {
        assertEquals(401, app.handle(get("/api/" + name)).status(), name);
        assertEquals(401, app.handle(get("/api/" + name + "?code=wrong")).status(), name);
        assertEquals(200, app.handle(get("/api/" + name + "?code=master")).status(), name);
        int host = name.equals("for-admins") ? 401 : 200;
        assertEquals(host, app.handle(get("/api/" + name, "X-Functions-Key", "host")).status());
        int own = name.equals("f") ? 200 : 401;
        assertEquals(own, app.handle(get("/api/" + name, "x-functions-key", "own")).status());
      }
      assertEquals(401, app.handle(get("/api/f?code=own", "x-functions-key", "wrong")).status());
    }
  }

  @Test
  void aRequestLosesWhatTheWorkerHasNoRoomFor() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    try (AppHost app = open()) {
      app.handle(
          request(
              "POST",
              "/api/x/../%66?a=1&a=2&b=",
              "grüße",
              "X-Twice",
              "1",
              "x-twice",
              "2",
              "X-Empty",
              "",
              "Content-Length",
              "7",
              "traceparent",
              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
      Datum.Http http = (Datum.Http) calls.get(0).inputs().get("request");
      assertEquals("http://app.azurewebsites.net/api/f?a=1&a=2&b=", http.url());
      assertEquals(Map.of("a", "1,2"), http.query());
      assertEquals("1,2", http.headers().get("x-twice"));
      assertEquals("", http.headers().get("x-empty"));
      assertEquals(new Datum.Text("grüße"), http.body());
      String parent = calls.get(0).traceParent();
      assertTrue(parent.startsWith("00-0af7651916cd43dd8448eb211c80319c-"), parent);
      assertFalse(parent.contains("b7ad6b7169203331"), parent);
      app.handle(request("POST", "/api/f", "lost", "Transfer-Encoding", "chunked"));
      http = (Datum.Http) calls.get(1).inputs().get("request");
      assertEquals(new Datum.None(), http.body());
    }
  }

  @Test
  void kestrelHasItsLimits() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    try (AppHost app = open()) {
      assertEquals(414, app.handle(get("/api/f?" + "a".repeat(8192))).status());
      assertEquals(431, app.handle(get("/api/f", "x", "a".repeat(32 * 1024))).status());
      String[] many = new String[200];
      for (int i = 0; i < many.length; i++) {
        many[i] = "x" + i;
      }
      assertEquals(431, app.handle(get("/api/f", many)).status(), "a hundred and Host");
      assertTrue(calls.isEmpty());
    }
  }

  private WireResponse answered(Datum datum) throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    answers = call -> CompletableFuture.completedFuture(ok(datum));
    try (AppHost app = open()) {
      return app.handle(get("/api/f"));
    }
  }

  private static Datum.Http response(int status, Map<String, String> headers, Datum body) {
    return new Datum.Http("", "", headers, Map.of(), Map.of(), body, status);
  }

  @Test
  void aResponseIsSentAsTheHostReadsIt() throws IOException {
    WireResponse bytes = answered(response(201, Map.of("x-a", "1"), new Datum.Bytes(new byte[1])));
    assertEquals(201, bytes.status());
    assertEquals(List.of("1"), bytes.headers().all("X-A"));
    assertFalse(bytes.headers().first("content-type").isPresent());
    WireResponse none = answered(response(200, Map.of(), new Datum.Json("null")));
    assertEquals("", none.text());
    assertEquals("text/plain; charset=utf-8", none.headers().first("content-type").orElse(""));
    WireResponse text = answered(response(200, Map.of("Content-Type", "a/b"), new Datum.Text("t")));
    assertEquals("a/b", text.headers().first("content-type").orElse(""));
    assertEquals(500, answered(response(200, Map.of("x", "ü"), new Datum.None())).status());
    assertEquals(500, answered(response(204, Map.of(), new Datum.Text("t"))).status());
    assertEquals(204, answered(response(204, Map.of(), new Datum.Bytes(new byte[0]))).status());
  }

  @Test
  void aFailureIs500AndInTheLog() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    answers =
        call -> CompletableFuture.completedFuture(Outcome.of(new IllegalStateException("hunter2")));
    try (AppHost app = open()) {
      WireResponse failed = app.handle(get("/api/f"));
      assertEquals(500, failed.status());
      assertEquals("", failed.text());
      assertTrue(lines.get(0).contains("hunter2"), lines.toString());
      assertEquals(1, workers);
    }
    assertEquals(0, workers);
  }

  @Test
  void whatTakesTooLongCostsAWorker() throws IOException {
    http("f", ",\"authLevel\":\"anonymous\"");
    answers = call -> new CompletableFuture<>();
    try (AppHost app = open()) {
      assertEquals(500, app.handle(get("/api/f")).status());
      assertTrue(lines.get(0).contains("Timeout value of PT0.5S exceeded"), lines.toString());
      answers = call -> CompletableFuture.completedFuture(ok(new Datum.Text("again")));
      assertEquals("again", app.handle(get("/api/f")).text());
      assertEquals(2, workers);
    }
  }

  private String error(String name) throws IOException {
    try (AppHost app = open()) {
      return app.functions().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .flatMap(HostedFunction::error)
          .orElse("");
    }
  }

  private static String trigger(String script, String bindings) {
    return "{\"scriptFile\":\""
        + script
        + "\",\"entryPoint\":\"a.B.c\",\"bindings\":["
        + bindings
        + "]}";
  }

  @Test
  void whatCannotBeLoadedIsListedWithItsReason() throws IOException {
    String queue = "{\"type\":\"queueTrigger\",\"name\":\"message\",\"direction\":\"in\"}";
    String timer =
        "{\"type\":\"timerTrigger\",\"name\":\"timer\",\"direction\":\"in\",\"schedule\":\"* * * * *\"}";
    function("timer", trigger("../app.jar", timer));
    function("queue", trigger("../app.jar", queue));
    function("1st", trigger("../app.jar", timer));
    function("host", trigger("../app.jar", timer));
    function("script", trigger("../other.jar", timer));
    function("none", trigger("../app.jar", ""));
    function("both", trigger("../app.jar", timer + "," + timer));
    function("name", trigger("../app.jar", timer.replace("\"timer\"", "\"a-b\"")));
    function("json", "{");
    function("TIMER", trigger("../app.jar", timer));
    function("never", trigger("../app.jar", timer.replace("* * * * *", "@daily")));
    function("unsaid", trigger("../app.jar", timer.replace("schedule", "other")));
    function("again", retry(timer, "\"fixedDelay\",\"delayInterval\":\"00:00:10\""));
    function("gone", trigger("../app.jar", timer));
    assertEquals("", error("TIMER"));
    assertTrue(error("timer").contains("not unique"), error("timer"));
    assertTrue(error("queue").contains("'queueTrigger' are not registered"), error("queue"));
    assertTrue(error("1st").contains("not a valid function name"), error("1st"));
    assertTrue(error("host").contains("not a valid function name"), error("host"));
    assertTrue(error("script").contains("scriptFile"), error("script"));
    assertTrue(error("none").contains("At least one binding"), error("none"));
    assertTrue(error("both").contains("Multiple trigger"), error("both"));
    assertTrue(error("name").contains("binding name a-b"), error("name"));
    assertTrue(error("json").contains("Error parsing"), error("json"));
    assertEquals("ClassNotFoundException: a.B", error("gone"));
    assertTrue(error("never").contains("'@daily' was not recognized"), error("never"));
    assertTrue(error("unsaid").contains("'' was not recognized"), error("unsaid"));
    assertTrue(error("again").contains("MaxRetryCount"), error("again"));
    Files.writeString(folder.resolve("host.json"), "{\"extensionBundle\":{}}");
    assertEquals("", error("queue"));
  }

  private static String retry(String timer, String more) {
    return trigger("../app.jar", timer)
        .replaceFirst("}$", ",\"retry\":{\"strategy\":" + more + "}}");
  }

  @Test
  void routesAreThoseOfFunctionsThatTheHostTakes() throws IOException {
    withoutPrefix();
    http("a-mine", ",\"authLevel\":\"anonymous\",\"route\":\"x/{y}\",\"methods\":[\"get\"]");
    http("b-same", ",\"route\":\"/X/{y}/\",\"methods\":[\"post\",\"get\"]");
    http("c-other", ",\"authLevel\":\"anonymous\",\"route\":\"x/{y}\",\"methods\":[\"post\"]");
    http("d-admin", ",\"authLevel\":\"anonymous\",\"route\":\"administration\"");
    http("runtimes", ",\"authLevel\":\"anonymous\"");
    http("gone", ",\"authLevel\":\"anonymous\",\"route\":\"gone\"");
    assertTrue(error("b-same").contains("defined by function 'a-mine'"), error("b-same"));
    assertEquals("", error("c-other"));
    assertTrue(error("d-admin").contains("built in routes"), error("d-admin"));
    assertTrue(error("runtimes").contains("built in routes"), error("runtimes"));
    try (AppHost app = open()) {
      assertEquals("c-other", app.handle(request("POST", "/x/1", "")).text());
      assertEquals(404, app.handle(get("/administration")).status());
      assertEquals(404, app.handle(get("/runtimes")).status());
      assertEquals(500, app.handle(get("/gone")).status(), "the worker could not load it");
    }
  }

  @Test
  void aTriggerIsFiredByName() throws IOException {
    function(
        "tick",
        trigger(
            "../app.jar",
            "{\"type\":\"timerTrigger\",\"name\":\"timer\",\"direction\":\"in\",\"schedule\":\"* * * * *\"}"));
    try (AppHost app = open()) {
      assertTrue(app.fire("tick", "{}").succeeded());
      assertEquals(Map.of("timer", new Datum.Json("{}")), calls.get(0).inputs());
      assertThrows(IllegalArgumentException.class, () -> app.fire("tock", "{}"));
    }
  }

  @Test
  void theTimeIsThatOfHostJson() throws IOException {
    assertEquals(Duration.ofMinutes(30), AppFolder.read(folder).timeout());
    Files.writeString(folder.resolve("host.json"), "{\"functionTimeout\":\"01:02:03\"}");
    assertEquals(Duration.ofSeconds(3723), AppFolder.read(folder).timeout());
    Files.writeString(folder.resolve("host.json"), "{\"functionTimeout\":\"1.00:00:10\"}");
    assertEquals(Duration.ofDays(1).plusSeconds(10), AppFolder.read(folder).timeout());
    Files.writeString(folder.resolve("host.json"), "{\"functionTimeout\":\"-1\"}");
    assertEquals(Duration.ofDays(1), AppFolder.read(folder).timeout());
  }

  @Test
  void howManyMessagesAreHandledAtOnceIsThatOfHostJson() throws IOException {
    assertEquals(16, AppFolder.read(folder).messagesAtOnce());
    Files.writeString(
        folder.resolve("host.json"),
        "{\"extensions\":{\"serviceBus\":{\"maxConcurrentCalls\":3}}}");
    assertEquals(3, AppFolder.read(folder).messagesAtOnce());
  }

  private static WireRequest from(String origin, String method) {
    return new WireRequest(method, "/api/f", "", WireHeaders.of("Origin", origin), new byte[0]);
  }

  private static WireRequest preflight(String origin) {
    WireRequest request = from(origin, "OPTIONS");
    WireHeaders headers =
        request
            .headers()
            .with("Access-Control-Request-Method", "PUT")
            .with("Access-Control-Request-Headers", "x-a, x-b");
    return new WireRequest("OPTIONS", "/api/f", "", headers, new byte[0]);
  }

  @Test
  void pagesOfOtherOriginsAreToldWhatTheSiteAllows() throws IOException {
    http("f", ",\"route\":\"f\",\"authLevel\":\"anonymous\",\"methods\":[\"get\"]");
    answers =
        call ->
            CompletableFuture.completedFuture(
                ok(
                    new Datum.Http(
                        "",
                        "",
                        Map.of("access-control-allow-origin", "https://mine", "vary", "accept"),
                        Map.of(),
                        Map.of(),
                        new Datum.Text("x"),
                        200)));
    try (AppHost host =
        open(
            Map.of(
                "CORS_ALLOWED_ORIGINS",
                "[\"https://A.example\",\"https://b.example\"]",
                "CORS_SUPPORT_CREDENTIALS",
                "True"))) {
      WireHeaders asked = host.handle(preflight("https://a.example")).headers();
      assertEquals(List.of("https://a.example"), asked.all("access-control-allow-origin"));
      assertEquals(List.of("PUT"), asked.all("access-control-allow-methods"));
      assertEquals(List.of("x-a,x-b"), asked.all("access-control-allow-headers"));
      assertEquals(List.of("true"), asked.all("access-control-allow-credentials"));
      assertEquals(List.of("Origin"), asked.all("vary"));
      assertEquals(List.of(), calls);
      WireHeaders answer = host.handle(from("https://b.example", "GET")).headers();
      assertEquals(List.of("https://b.example"), answer.all("access-control-allow-origin"));
      assertEquals(List.of("accept", "Origin"), answer.all("vary"));
      WireResponse stranger = host.handle(preflight("https://c.example"));
      assertEquals(204, stranger.status());
      assertEquals(Map.of(), stranger.headers().asMap());
      assertEquals(
          List.of("https://mine"),
          host.handle(from("https://c.example", "GET"))
              .headers()
              .all("access-control-allow-origin"));
    }
  }

  @Test
  void allOriginsAreAllowedOnlyWhereNoneIsNamedAndWithoutCookies() throws IOException {
    http("f", "");
    try (AppHost host = open(Map.of("CORS_ALLOWED_ORIGINS", "[\"*\"]"))) {
      WireHeaders asked = host.handle(preflight("https://a.example")).headers();
      assertEquals(List.of("*"), asked.all("access-control-allow-origin"));
      assertEquals(List.of(), asked.all("vary"));
    }
    Map<String, String> named = Map.of("CORS_ALLOWED_ORIGINS", "[\"*\",\"https://b.example\"]");
    try (AppHost host = open(named)) {
      WireHeaders asked = host.handle(preflight("https://a.example")).headers();
      assertEquals(Map.of(), asked.asMap());
    }
    assertThrows(
        IOException.class,
        () -> open(Map.of("CORS_ALLOWED_ORIGINS", "[\"*\"]", "CORS_SUPPORT_CREDENTIALS", "True")));
  }
}
