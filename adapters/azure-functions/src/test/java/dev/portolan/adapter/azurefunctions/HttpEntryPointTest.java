package dev.portolan.adapter.azurefunctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.StartException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is Azure's own about requests and responses. */
final class HttpEntryPointTest {
  private static final Described MIRROR =
      new Described(Mirror.class, "dev.portolan.HttpRequest", Described.HTTP);
  private static final HttpRequest POST = HttpRequest.of("POST", "/a");

  private static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  @Test
  void aSecondCookieIsToldInTheLog() {
    HttpRequest twice = HttpRequest.of("GET", "/a", "set-cookie=a%3D1&Set-Cookie=b%3D2");
    try (JoinedApp app = MIRROR.http();
        Heard heard = Heard.of("f")) {
      HttpResponse response = app.send(twice);
      assertEquals(500, response.status());
      assertEquals("application/problem+json", response.headers().get("content-type"));
      String said = heard.only();
      assertTrue(said.contains("two cookies"), said);
      assertTrue(said.contains("azure-functions-java-worker#788"), said);
      String id = said.substring("Invocation ".length(), said.indexOf(':'));
      assertTrue(text(response).contains(id), said);
    }
  }

  @Test
  void aHeaderBeyondAsciiIsToldInTheLog() {
    try (JoinedApp app = MIRROR.http();
        Heard heard = Heard.of("f")) {
      assertEquals(500, app.send(HttpRequest.of("GET", "/a", "x-name=%C3%BC")).status());
      assertTrue(heard.only().contains("x-name"));
    }
  }

  @Test
  void headersThatComeTwiceAreJoinedWhateverTheirCase() {
    try (JoinedApp app = MIRROR.http()) {
      HttpResponse response = app.send(HttpRequest.of("GET", "/a", "x-a=1&X-A=2,3&x-b=4"));
      assertEquals(List.of("1, 2,3"), response.headers().all("x-a"));
      assertEquals(List.of("4"), response.headers().all("x-b"));
    }
  }

  @Test
  void anEmptyHeaderArrivesAndReturns() {
    try (JoinedApp app = MIRROR.http()) {
      HttpRequest request = HttpRequest.of("GET", "/a", "x-b=").withHeader("x-sent", "");
      HttpResponse response = app.send(request);
      assertEquals("[]", response.headers().get("x-empty"));
      assertEquals("", response.headers().get("x-b"));
    }
  }

  @Test
  void aBodyWithoutItsLengthIsRefused() {
    try (JoinedApp app = MIRROR.http()) {
      HttpRequest request = POST.withBody("text".getBytes(UTF_8));
      HttpResponse response = app.send(request, "transfer-encoding", "chunked");
      assertEquals(411, response.status());
      assertTrue(text(response).contains("Content-Length"), text(response));
      assertEquals(200, app.send(POST, "x-nothing", "").status());
    }
  }

  @Test
  void aByteOrderMarkIsPutBack() {
    try (JoinedApp app = MIRROR.http()) {
      for (String marked : List.of("\ufeff", "\ufeffgrüße", "\ufeff\ufeff", "\ufffd")) {
        byte[] body = marked.getBytes(UTF_8);
        assertArrayEquals(body, app.send(POST.withBody(body)).body(), marked);
      }
    }
  }

  @Test
  void bytesThatAreNoTextAreRefusedByWhatTheyAreSaidToBe() {
    byte[] body = "gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = "text".getBytes(StandardCharsets.UTF_16);
    try (JoinedApp app = MIRROR.http()) {
      for (byte[] each : List.of(body, wide)) {
        HttpRequest request = POST.withBody(each);
        assertEquals(400, app.send(request).status());
        assertEquals(400, app.send(request.withHeader("content-type", "text/html")).status());
        assertEquals(
            400, app.send(request.withHeader("content-type", "application/json; a=b")).status());
        HttpResponse image = app.send(request.withHeader("content-type", "image/png"));
        assertEquals(415, image.status());
        assertTrue(text(image).contains("application/octet-stream"), text(image));
        for (String binary : List.of("Application/Octet-Stream; a=b", "multipart/form-data")) {
          HttpResponse whole = app.send(request.withHeader("content-type", binary));
          assertArrayEquals(each, whole.body(), binary);
        }
      }
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    try (JoinedApp app = MIRROR.http("PORTOLAN_BODY_LIMIT", "4")) {
      assertEquals(200, app.send(POST.withBody(new byte[4])).status());
      assertEquals(413, app.send(POST.withBody(new byte[5])).status());
    }
  }

  @Test
  void aMethodThatTheWorkerDoesNotKnowIsNotAllowed() {
    try (JoinedApp app = MIRROR.http()) {
      HttpResponse response = app.send(HttpRequest.of("PROPFIND", "/a"));
      assertEquals(405, response.status());
      assertEquals("GET, HEAD, POST, OPTIONS", response.headers().get("allow"));
      assertEquals(404, app.send(HttpRequest.of("PROPFIND", "/b")).status());
    }
  }

  @Test
  void aQueryThatIsNoUriIsRefused() {
    try (JoinedApp app = MIRROR.http()) {
      HttpRequest request = HttpRequest.of("GET", "/a", "x-a=1|2");
      assertEquals(400, app.send(request).status());
      assertEquals("[1]", app.send(HttpRequest.of("GET", "/a", "x-a=[1]")).headers().get("x-a"));
    }
  }

  @Test
  void thePathsOfTheProbeAreNobodys() {
    try (JoinedApp app = MIRROR.http()) {
      for (String name : List.of("ready", "live", "invoke", "0/other/ready")) {
        assertEquals(
            404, app.send(HttpRequest.of("GET", "/.well-known/portolan/" + name)).status());
      }
    }
  }

  @Test
  void pathsThatTheHostKeepsAreNoRoutes() {
    for (String path : List.of("/admin", "/administration/x", "/runtime/{a}")) {
      Described taken =
          new Described(
              Mirror.class, "dev.portolan.HttpRequest", Described.HTTP.replace("/a", path));
      StartException failed = assertThrows(StartException.class, taken::http);
      assertTrue(failed.getMessage().contains("/admin"), failed.getMessage());
    }
  }

  @Test
  void aSecretIsWhatTheHostPutIntoTheEnvironment() {
    try (JoinedApp app = MIRROR.http("PORTOLAN_SECRET_KEYS", "PASSWORD", "PASSWORD", "1234")) {
      assertEquals("1234", app.send(HttpRequest.of("GET", "/a")).headers().get("x-secret"));
    }
    String reference = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/hunter2)";
    StartException failed =
        assertThrows(
            StartException.class,
            () -> MIRROR.http("PORTOLAN_SECRET_KEYS", "PASSWORD,OTHER", "PASSWORD", reference));
    assertTrue(failed.getMessage().startsWith("PASSWORD: "), failed.getMessage());
    assertTrue(failed.getMessage().contains("has not resolved"), failed.getMessage());
    assertFalse(failed.getMessage().contains("hunter2"), failed.getMessage());
  }

  @Test
  void aCloudEventMayComeByRequest() {
    try (JoinedApp app = Described.taker(Described.HTTP).http()) {
      HttpRequest event =
          POST.withHeader("ce-specversion", "1.0")
              .withHeader("ce-id", "1")
              .withHeader("ce-source", "s")
              .withHeader("ce-type", "t")
              .withHeader("content-type", "text/plain");
      assertEquals(200, app.send(event.withBody("hi".getBytes(UTF_8))).status());
      assertEquals("hi", Taker.text());
      assertEquals("t", Taker.last().type());
      assertEquals(503, app.send(event.withBody("retry".getBytes(UTF_8))).status());
      assertEquals(400, app.send(POST.withHeader("ce-id", "2")).status());
    }
    try (JoinedApp app =
        Described.taker(Described.schedule("0 2 * * *", "UTC"))
            .http("PORTOLAN_TIMEOUT_MILLIS", "300")) {
      HttpResponse none = app.send(POST);
      assertEquals(400, none.status());
      assertNull(none.headers().get("allow"));
      assertEquals(405, app.send(HttpRequest.of("GET", "/a")).status());
    }
  }

  @Test
  void aRequestIsNoTickOfATimerWhateverItSays() {
    String schedule = Described.schedule("0 2 * * *", "UTC");
    try (JoinedApp app = Described.taker(Described.HTTP, schedule).http()) {
      HttpRequest tick = tick("/a");
      assertEquals(200, app.send(tick.withBody("forged".getBytes(UTF_8))).status());
      assertEquals("forged", Taker.text());
      assertEquals(Event.Kind.CUSTOM, Taker.last().kind());
      int before = Taker.TAKEN.size();
      assertEquals(404, app.send(tick("/b")).status(), "not its route");
      assertEquals(before, Taker.TAKEN.size());
    }
    String readable = Described.HTTP.replace(",\"POST\"", "");
    try (JoinedApp app = Described.taker(readable, schedule).http()) {
      int before = Taker.TAKEN.size();
      assertEquals(405, app.send(tick("/a")).status(), "not its method");
      assertEquals(before, Taker.TAKEN.size());
    }
  }

  private static HttpRequest tick(String path) {
    return HttpRequest.of("POST", path)
        .withHeader("ce-specversion", "1.0")
        .withHeader("ce-id", "1")
        .withHeader("ce-source", "s")
        .withHeader("ce-type", AzureEvents.TICK)
        .withHeader("content-type", "text/plain");
  }
}
