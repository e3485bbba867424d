package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.deploy.model.Feature;
import dev.portolan.runtime.StartException;
import dev.portolan.testkit.Holds;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the contract leaves to each adapter: limits, streams, the probe, the end. */
final class HttpInvokerTest {
  private static final HttpRequest POST = HttpRequest.of("POST", "/a");

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Holds(value = Feature.STREAMING, at = "gcp")
  void aStreamedBodyLeavesWhenItIsFlushed() throws Exception {
    Streams.gate = new CountDownLatch(1);
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes("GET /a?gate HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      InputStream input = socket.getInputStream();
      String line = Exchanges.line(input);
      assertTrue(line.startsWith("HTTP/1.1 200"), line);
      while (!line.isEmpty()) {
        line = Exchanges.line(input);
      }
      assertArrayEquals(bytes("a"), Exchanges.chunk(input));
      Streams.gate.countDown();
      assertArrayEquals(bytes("b"), Exchanges.chunk(input));
      assertEquals(0, Exchanges.chunk(input).length);
    }
  }

  @Test
  void aStreamedBodyThatBreaksDoesNotLookWhole() {
    Streams.gate = new CountDownLatch(0);
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint())) {
      for (String query : new String[] {"broken", "short"}) {
        assertCut(server, query);
      }
    }
  }

  @Test
  void aStreamedBodyIsCutWhenTheTimeIsUp() {
    try (InvokerServer server =
        InvokerServer.start(Streams.described().entryPoint("PORTOLAN_TIMEOUT_MILLIS", "300"))) {
      assertCut(server, "late");
      assertEquals(200, server.send(POST).status());
    }
  }

  private static void assertCut(InvokerServer server, String query) {
    byte[] request = bytes("GET /a?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    IOException cut =
        assertThrows(IOException.class, () -> Exchanges.send(server.port(), request, false), query);
    assertTrue(cut instanceof EOFException || cut instanceof SocketException, cut.toString());
  }

  @Test
  void headersBeyondAscii() {
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint())) {
      HttpResponse response = server.send(POST.withHeader("x-told", "\u00e9t\u00e9"));
      assertEquals("gr\u00fc\u00dfe", response.headers().get("x-name"));
      assertEquals("\u00e9t\u00e9", response.headers().get("x-told"));
    }
  }

  @Test
  void aBodyThatIsTooLarge() throws IOException {
    try (InvokerServer server =
        InvokerServer.start(Streams.described().entryPoint("PORTOLAN_BODY_LIMIT", "20000"))) {
      byte[] most = new byte[20_000];
      assertArrayEquals(most, server.send(POST.withBody(most)).body());
      HttpResponse refused = server.send(POST.withBody(new byte[20_001]));
      assertEquals(413, refused.status());
      assertTrue(text(refused).contains("\"code\":\"body-too-large\""), text(refused));
      String head = "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      String size = Integer.toHexString(20_000);
      String chunk = size + "\r\n" + "x".repeat(20_000) + "\r\n";
      String whole = head + chunk + "0\r\n\r\n";
      HttpResponse echo = Exchanges.send(server.port(), bytes(whole), false);
      assertEquals(20_000, echo.body().length);
      String more = head + chunk + "1\r\nx\r\n0\r\n\r\n";
      assertEquals(413, Exchanges.send(server.port(), bytes(more), false).status());
    }
  }

  @Test
  void aFormWithPartsArrivesAsItWasSentOrNotAtAll() {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n"
            + "Content-Type: text/x\r\n\r\n2\r\n--x--\r\n";
    HttpRequest request =
        POST.withHeader("content-type", "multipart/form-data; boundary=x").withBody(bytes(form));
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint())) {
      HttpResponse response = server.send(request);
      if (InvokerServer.isSecond()) {
        assertEquals(415, response.status(), "refused rather than lost");
      } else {
        assertEquals(form, text(response));
      }
    }
  }

  @Test
  void theProbe() throws InterruptedException {
    HttpEntryPoint entryPoint = Streams.described().entryPoint();
    try (InvokerServer server = InvokerServer.start(entryPoint)) {
      String path = "/.well-known/portolan/";
      HttpResponse ready = server.send(HttpRequest.of("GET", path + "ready"));
      assertEquals("{\"$portolan\":\"ready\",\"function\":\"f\"}", text(ready));
      assertEquals("no-store", ready.headers().get("cache-control"));
      assertEquals(405, server.send(HttpRequest.of("POST", path + "ready")).status());
      assertEquals(421, server.send(HttpRequest.of("GET", path + "ready?revision=r")).status());
      assertEquals(404, server.send(HttpRequest.of("GET", path + "other")).status());
      assertEquals(404, server.send(HttpRequest.of("POST", path + "invoke")).status());
      entryPoint.ending().began();
      Thread end = new Thread(entryPoint.ending()::end);
      end.start();
      while (!entryPoint.ending().isDraining()) {
        Thread.onSpinWait();
      }
      assertEquals(503, server.send(HttpRequest.of("GET", path + "ready")).status());
      assertEquals(200, server.send(HttpRequest.of("GET", path + "live")).status());
      assertEquals(200, server.send(POST).status(), "it was on its way");
      entryPoint.ending().answered();
      end.join();
      assertEquals(503, server.send(POST).status());
    }
  }

  @Test
  void twoPathsAreTheServersOwn() {
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint())) {
      assertEquals(404, server.send(HttpRequest.of("GET", "/favicon.ico")).status());
      assertEquals(404, server.send(HttpRequest.of("GET", "/robots.txt")).status());
    }
    for (String path : new String[] {"/favicon.ico", "/robots.txt", "/.well-known/portolan/x"}) {
      Described taken =
          new Described(
              Streams.class, "dev.portolan.HttpRequest", Described.HTTP.replace("/a", path));
      StartException refused = assertThrows(StartException.class, taken::entryPoint, path);
      assertTrue(refused.getMessage().contains("another route"), refused.getMessage());
    }
  }

  @Test
  void whatTheRequestCannotBe() {
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint())) {
      for (String target : new String[] {"/%zz", "/%ff", "/a?b=%ff", "/%00"}) {
        byte[] request = bytes("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        HttpResponse refused = Exchanges.send(server.port(), request, false);
        assertEquals(400, refused.status(), target);
        assertFalse(text(refused).contains("xception"), text(refused));
      }
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void theIdIsTheOneThatIsLogged() {
    Described broken = new Described(Streams.class, "dev.portolan.HttpRequest", Described.HTTP);
    try (InvokerServer server = InvokerServer.start(broken.entryPoint())) {
      HttpRequest request = HttpRequest.of("GET", "/b").withHeader("X-Request-Id", "r-1");
      assertTrue(text(server.send(request)).contains("\"id\":\"r-1\""));
      HttpRequest both = request.withHeader("HTTP_FUNCTION_EXECUTION_ID", "e-1");
      assertTrue(text(server.send(both)).contains("\"id\":\"e-1\""));
      HttpRequest harmful = HttpRequest.of("GET", "/b").withHeader("X-Request-Id", "a b");
      assertFalse(text(server.send(harmful)).contains("a b"));
    }
  }

  @Test
  void aContextThatWasKeptTellsNothingOfTheNextRequest() throws IOException {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e47%02d-00f067aa0ba902b7-01";
    Keeping.KEPT.clear();
    try (InvokerServer server = InvokerServer.start(Keeping.described().entryPoint());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      for (int i = 1; i <= 2; i++) {
        String headers = "\r\nX-Request-Id: r-" + i + "\r\ntraceparent: " + String.format(trace, i);
        String head = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1";
        socket.getOutputStream().write(bytes(head + headers + "\r\n\r\n" + i));
        assertEquals("" + i, text(Exchanges.read(socket.getInputStream(), false)));
      }
    }
    for (Context kept : Keeping.KEPT) {
      assertFalse(kept.invocationId().startsWith("r-"), kept.invocationId());
      assertFalse(kept.trace().traceId().startsWith("4bf92f"), kept.trace().traceId());
    }
  }

  @Test
  void aBodyHasALengthHoweverLongItIs() throws IOException {
    try (InvokerServer server = InvokerServer.start(Keeping.described().entryPoint())) {
      for (int length : new int[] {1, 4096, 4097, 100_000}) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
          socket.setSoTimeout(60_000);
          String head = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length;
          socket.getOutputStream().write(bytes(head + "\r\n\r\n" + "x".repeat(length)));
          List<String> lines = new ArrayList<>();
          String line = Exchanges.line(socket.getInputStream());
          for (; !line.isEmpty(); line = Exchanges.line(socket.getInputStream())) {
            lines.add(line.toLowerCase(Locale.ROOT));
          }
          assertTrue(lines.contains("content-length: " + length), lines.toString());
        }
      }
    }
  }

  @Test
  void headersThatNobodyReadsAreRefusedLikeOthers() throws IOException {
    for (Described function : List.of(Keeping.described(), Streams.described())) {
      try (InvokerServer server = InvokerServer.start(function.entryPoint())) {
        for (String header : List.of("x-a: \u0001", "x-a: b\u007f", "x-a: b\u0000c", "x a: b")) {
          byte[] request = bytes("GET /a HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
          assertEquals(400, Exchanges.send(server.port(), request, false).status(), header);
        }
      }
    }
  }

  @Test
  void aBodyThatEndsTooSoon() throws IOException {
    try (InvokerServer server = InvokerServer.start(Streams.described().entryPoint());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(bytes("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc"));
      socket.shutdownOutput();
      assertEquals(400, Exchanges.read(socket.getInputStream(), false).status());
    }
  }

  @Test
  void nobodyIsBelievedToBeSomebody() {
    Described function = Described.taker(Described.HTTP);
    FunctionCall call =
        new FunctionCall(null, null, function.invoker(), null, null, System.nanoTime());
    assertNull(call.identity());
  }
}
