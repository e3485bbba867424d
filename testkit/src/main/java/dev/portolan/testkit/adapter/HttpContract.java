package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.Utf8;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** HTTP travels without loss. */
public interface HttpContract extends AdapterUnderTest {

  @Test
  @DisplayName("a body of all 256 byte values arrives and returns unchanged, or is refused")
  default void everyByte() {
    byte[] body = new byte[1024];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    assertEchoes(body, "application/octet-stream");
    assertEchoes(body, "text/plain");
  }

  @Test
  @DisplayName("each byte value alone arrives and returns unchanged, or is refused")
  default void eachByteAlone() {
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      for (int i = 0; i < 256; i++) {
        byte[] body = {(byte) i};
        HttpRequest request = HttpRequest.of("POST", "/").withBody(body);
        HttpResponse response = running.http(request);
        if (arrives(body, null)) {
          assertArrayEquals(body, response.body(), "byte " + i);
        } else {
          assertEquals(400, response.status(), "byte " + i);
        }
      }
    }
  }

  @Test
  @DisplayName("text beyond ASCII, quotes, controls and line ends arrive and return unchanged")
  default void textBodies() {
    assertEchoes(bytes(""), "text/plain");
    assertEchoes(
        bytes("grüße, 世界, 🚢 \"quoted\" \\ \u0000\u001f\r\n\t"), "text/plain; charset=utf-8");
    assertEchoes(bytes("\uFEFFwith a byte order mark"), "text/plain");
    assertEchoes(new byte[] {'g', 'r', (byte) 0xfc}, "text/plain; charset=iso-8859-1");
  }

  @Test
  @DisplayName("a body of a megabyte arrives and returns unchanged")
  default void largeBody() {
    byte[] body = new byte[1 << 20];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i * 31 + (i >> 8));
    }
    assertEchoes(body, "application/octet-stream");
  }

  @Test
  @DisplayName("a compressed body is not mistaken for text")
  default void contentEncoding() {
    byte[] body = bytes("pretend this is compressed");
    HttpRequest request =
        HttpRequest.of("PUT", "/").withHeader("content-encoding", "gzip").withBody(body);
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      assertArrayEquals(body, running.http(request).body());
    }
  }

  private void assertEchoes(byte[] body, String contentType) {
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      HttpRequest request =
          HttpRequest.of("POST", "/").withHeader("content-type", contentType).withBody(body);
      int before = Functions.Echo.CALLS.get();
      HttpResponse response = running.http(request);
      if (arrives(body, contentType)) {
        assertEquals(200, response.status());
        assertArrayEquals(body, response.body());
        assertEquals(contentType, response.headers().get("content-type"));
      } else {
        assertTrue(response.status() == 400 || response.status() == 415, response.toString());
        assertEquals(before, Functions.Echo.CALLS.get());
      }
    }
  }

  private boolean arrives(byte[] body, String contentType) {
    return Utf8.isValid(body) || harness().takesBytes(contentType);
  }

  @Test
  @DisplayName("a body arrives whose length nobody announced, or is 411 and nothing is called")
  default void unmeasuredBody() {
    byte[] body = bytes("however long this is");
    HttpRequest request =
        HttpRequest.of("POST", "/").withHeader("content-type", "text/plain").withBody(body);
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      int before = Functions.Echo.CALLS.get();
      HttpResponse response = running.unmeasured(request);
      if (harness().takesUnmeasured()) {
        assertArrayEquals(body, response.body());
      } else {
        assertEquals(411, response.status());
        assertEquals(before, Functions.Echo.CALLS.get());
      }
    }
  }

  @Test
  @DisplayName("method, path and query arrive as they were sent")
  default void requestLine() {
    HttpRequest request = HttpRequest.of("PUT", "/", "a=1&a=2&b=&c&d=x%20y+z&e=%C3%BC&%26=%3D");
    HttpResponse response = echo(request);
    assertEquals("PUT", response.headers().get("x-method"));
    assertEquals("/", response.headers().get("x-raw-path"));
    assertEquals(request.rawQuery(), response.headers().get("x-raw-query"));
    assertEquals("[a=1][a=2][b=][c=][d=x y z][e=\\u252][&==]", response.headers().get("x-query"));
  }

  @Test
  @DisplayName("an encoded path arrives encoded, once")
  default void encodedPath() {
    FunctionUnderTest function =
        FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest")
            .withRoute("/files/{name}", "GET");
    try (AdapterHarness.Running running = harness().start(function)) {
      for (String name : List.of("a%20b", "gr%C3%BC%C3%9Fe", "100%25", "x+y", "a:b@c,d;e=f")) {
        HttpResponse response = running.http(HttpRequest.of("GET", "/files/" + name));
        if (harness().refuses("/files/" + name)) {
          assertEquals(400, response.status(), name);
          continue;
        }
        assertEquals(200, response.status(), name);
        assertEquals("/files/" + name, response.headers().get("x-raw-path"));
      }
    }
  }

  @Test
  @DisplayName("headers arrive under any case, with all their values")
  default void requestHeaders() {
    HttpRequest once = HttpRequest.of("GET", "/").withHeader("x-sent", "one, two; q=\"3\"");
    assertEquals("one, two; q=\"3\"", echo(once).headers().get("x-header"));
    HttpRequest twice = once.withHeader("X-SENT", "four");
    String joined = echo(twice).headers().get("x-header");
    assertEquals("one,two; q=\"3\",four", joined.replace(", ", ","));
  }

  @Test
  @DisplayName("200 headers and a large one arrive, 8 kB, or what the platform lets through")
  default void manyHeaders() {
    HttpRequest request = HttpRequest.of("GET", "/");
    for (int i = 0; i < Math.min(200, harness().mostHeaders()); i++) {
      request = request.withHeader("x-" + i, "v" + i);
    }
    String value = "v".repeat(Math.min(8192, harness().headLimit() - 4096));
    assertEquals(value, echo(request.withHeader("x-sent", value)).headers().get("x-header"));
  }

  @Test
  @DisplayName("cookies arrive one by one, in order")
  default void requestCookies() {
    HttpRequest request =
        HttpRequest.of("GET", "/").withHeader("cookie", "a=1; b=\"two\"; a=3; c=x=y; d=e,f");
    assertEquals("[a=1][b=\"two\"][a=3][c=x=y][d=e,f]", echo(request).headers().get("x-cookies"));
  }

  private HttpResponse echo(HttpRequest request) {
    try (AdapterHarness.Running running = start(Functions.Echo.class)) {
      return running.http(request);
    }
  }

  @Test
  @DisplayName("a streamed body arrives byte for byte, whether the platform streams it or not")
  default void streamedBodies() {
    try (AdapterHarness.Running running = start(Functions.Stream.class)) {
      for (String length : List.of("0", "1", "100", "70000", "1048577")) {
        for (String query : List.of("length=" + length, "declared&length=" + length)) {
          HttpResponse response = running.http(HttpRequest.of("GET", "/?" + query));
          assertEquals(200, response.status(), query);
          byte[] expected = new byte[Integer.parseInt(length)];
          for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i * 31 + (i >> 8));
          }
          assertArrayEquals(expected, response.body(), query);
        }
      }
      int written = Functions.Stream.WRITTEN.get();
      HttpResponse head = running.http(HttpRequest.of("HEAD", "/?length=5"));
      assertEquals(200, head.status());
      assertEquals(0, head.body().length);
      assertEquals(written, Functions.Stream.WRITTEN.get(), "nobody writes for HEAD");
    }
  }

  @Test
  @DisplayName("every status from 200 to 599 returns; 204 and 304 have no body, 205 need not")
  default void statuses() {
    try (AdapterHarness.Running running = start(Functions.Answer.class)) {
      for (int status = 200; status < 600; status++) {
        HttpResponse response = running.http(HttpRequest.of("GET", "/?status=" + status));
        assertEquals(status, response.status());
        boolean none = status == 204 || status == 304 || status == 205 && text(response).isEmpty();
        assertEquals(none ? "" : "body", text(response));
      }
    }
  }

  @Test
  @DisplayName("repeated headers return with all values, those of the connection do not")
  default void responseHeaders() {
    try (AdapterHarness.Running running = start(Functions.Answer.class)) {
      HttpResponse response = running.http(HttpRequest.of("GET", "/?status=200"));
      assertEquals("one, two, three", String.join(", ", response.headers().all("x-twice")));
      assertNull(response.headers().get("connection"));
      assertNull(response.headers().get("transfer-encoding"));
      assertNull(response.headers().get("content-length"));
    }
  }

  @Test
  @DisplayName("two cookies are set as two, commas within them unharmed, or the response is 500")
  default void responseCookies() {
    String first = "first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT";
    try (AdapterHarness.Running running = start(Functions.Answer.class)) {
      HttpResponse one = running.http(HttpRequest.of("GET", "/?status=200&cookies=1"));
      assertEquals(List.of(first), one.headers().all("set-cookie"));
      HttpResponse two = running.http(HttpRequest.of("GET", "/?status=200&cookies=2"));
      if (harness().repeatsHeaders()) {
        assertEquals(List.of(first, "second=2; HttpOnly"), two.headers().all("set-cookie"));
      } else {
        assertEquals(500, two.status());
        assertEquals(List.of(), two.headers().all("set-cookie"));
      }
    }
  }

  @Test
  @DisplayName("a header beyond ASCII returns as it is, or the response is 500")
  default void headersBeyondAscii() {
    try (AdapterHarness.Running running = start(Functions.Answer.class)) {
      HttpResponse response =
          running.http(HttpRequest.of("GET", "/?status=200&said=gr%C3%BC%C3%9Fe"));
      if (harness().sendsBeyondAscii()) {
        assertEquals("grüße", response.headers().get("x-said"));
      } else {
        assertEquals(500, response.status());
        assertNull(response.headers().get("x-said"));
      }
    }
  }

  @Test
  @DisplayName("text, bytes and nothing are answers too")
  default void plainAnswers() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      HttpRequest post = HttpRequest.of("POST", "/");
      HttpResponse words = running.http(post.withBody(bytes("text")));
      assertEquals("grüße", text(words));
      assertEquals("text/plain; charset=utf-8", words.headers().get("content-type"));
      HttpResponse raw = running.http(post.withBody(bytes("bytes")));
      assertArrayEquals(new byte[] {0, (byte) 0xff}, raw.body());
      assertEquals("application/octet-stream", raw.headers().get("content-type"));
      HttpResponse nothing = running.http(post.withBody(bytes("null")));
      assertEquals(204, nothing.status());
      assertEquals(0, nothing.body().length);
    }
  }

  @Test
  @DisplayName("a typed function takes JSON, and its query where there is no body")
  default void typed() {
    try (AdapterHarness.Running running = start(Functions.Greet.class, Functions.Greet.INPUT)) {
      HttpRequest post = HttpRequest.of("POST", "/").withBody(bytes("{\"name\":\"Ada\"}"));
      HttpResponse response = running.http(post);
      assertEquals("{\"greeting\":\"Hello, Ada!\",\"sum\":0}", text(response));
      assertEquals("application/json", response.headers().get("content-type"));
      HttpRequest get = HttpRequest.of("GET", "/?name=Gr%C3%BC%C3%9Fe&numbers=4&numbers=5&x=y");
      assertEquals("{\"greeting\":\"Hello, Grüße!\",\"sum\":9}", text(running.http(get)));
    }
  }

  /** A function whose input says where each part of it is. */
  private AdapterHarness.Running placed() {
    return harness()
        .start(
            FunctionUnderTest.of(Functions.Place.class, Functions.Place.INPUT)
                .withRoute("/places/{number}", "PUT")
                .withParts(Functions.Place.PARTS));
  }

  private static HttpRequest put(String target, String body) {
    return HttpRequest.of("PUT", target)
        .withHeader("content-type", "application/json")
        .withBody(bytes(body));
  }

  @Test
  @DisplayName("parts of an input come from path, query, headers and body, each from its own alone")
  default void parts() {
    try (AdapterHarness.Running running = placed()) {
      HttpRequest full =
          put("/places/7?word=a&word=b%2Cc&dry=true&number=8&tenant=q", "{\"name\":\"Ada\"}")
              .withHeader("x-TENANT", "acme, \"inc\"")
              .withHeader("X-Tag", "one, \"t,wo\" ,")
              .withHeader("X-Tag", "three");
      HttpResponse response = running.http(full);
      assertEquals(200, response.status(), () -> text(response));
      assertEquals("7 [a, b,c] true acme, \"inc\" [one, \"t,wo\", three] Ada", text(response));
      HttpRequest bare =
          put(
              "/places/7?X-Tenant=q",
              "{\"name\":\"Ada\",\"id\":9,\"number\":9,\"tenant\":\"evil\",\"tags\":[\"evil\"],"
                  + "\"dry\":true}");
      assertEquals("7 null - null null Ada", text(running.http(bare)));
    }
  }

  @Test
  @DisplayName("a part that is not what it should be, or a body that is missing, is 400")
  default void malformedParts() {
    try (AdapterHarness.Running running = placed()) {
      String ada = "{\"name\":\"Ada\"}";
      for (HttpRequest wrong :
          List.of(
              put("/places/seven", ada),
              put("/places/7?dry=perhaps", ada),
              put("/places/7?dry=true&dry=false", ada),
              put("/places/7", "{\"name\":"),
              put("/places/7", ""))) {
        assertEquals(400, running.http(wrong).status(), wrong.rawPath() + "?" + wrong.rawQuery());
      }
    }
  }
}
