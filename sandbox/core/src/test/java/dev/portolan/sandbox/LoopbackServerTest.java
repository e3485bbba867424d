package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private static HttpResponse<String> send(LoopbackServer server, String method, String path)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString("body"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void handsOverRequestsAsTheyAre() throws Exception {
    WireHandler echo =
        request ->
            new WireResponse(
                207,
                WireHeaders.of("X-Two", "1").with("X-Two", "2"),
                (request + "?" + request.query() + " " + request.text())
                    .getBytes(StandardCharsets.UTF_8));
    try (LoopbackServer server = LoopbackServer.open(0, "test", echo)) {
      HttpResponse<String> response = send(server, "POST", "/a%2Fb?c=%20");
      assertEquals("POST /a%2Fb?c=%20 body", response.body());
      assertEquals("POST //a//b?c=/ body", send(server, "POST", "//a//b?c=/").body());
      assertEquals(207, response.statusCode());
      assertEquals(2, response.headers().allValues("X-Two").size());
      assertTrue(server.url().startsWith("http://127.0.0.1:"));
    }
  }

  @Test
  void aLostConnectionGivesNoAnswer() throws Exception {
    WireHandler lost =
        request -> {
          throw new ConnectionLostException("gone");
        };
    try (LoopbackServer server = LoopbackServer.open(0, "test", lost)) {
      assertThrows(IOException.class, () -> send(server, "POST", "/"));
    }
  }

  @Test
  void takesAnotherPortWhenTheWantedOneIsTaken() throws Exception {
    WireHandler any = request -> WireResponse.of(200, "text/plain", "");
    try (LoopbackServer first = LoopbackServer.open(0, "test", any);
        LoopbackServer second = LoopbackServer.open(first.port(), "test", any)) {
      assertTrue(first.port() != second.port());
      assertEquals(200, send(second, "GET", "/").statusCode());
    }
  }

  @Test
  void answersToItsOwnNamesOnly() throws Exception {
    WireHandler any = request -> WireResponse.of(200, "text/plain", "");
    try (LoopbackServer server = LoopbackServer.open(0, "test", any)) {
      for (String own : List.of("127.0.0.1", "LOCALHOST", "bucket.localhost", "[::1]")) {
        assertEquals("HTTP/1.1 200 OK", statusLine(server, own + ":" + server.port()));
      }
      for (String other : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil", "")) {
        assertTrue(statusLine(server, other).startsWith("HTTP/1.1 421 "), other);
      }
    }
  }

  /** Over a bare socket: Java's client lets nobody choose the name. */
  private static String statusLine(LoopbackServer server, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
