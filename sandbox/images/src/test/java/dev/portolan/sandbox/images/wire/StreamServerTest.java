package dev.portolan.sandbox.images.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The API server, the registry, the ingress and every route are opened by this. */
final class StreamServerTest {
  private final AtomicInteger handled = new AtomicInteger();

  @Test
  void answersToItsOwnNamesOnly() throws IOException {
    try (StreamServer server =
        StreamServer.open(
            0,
            "test",
            exchange -> {
              handled.incrementAndGet();
              exchange.sendResponseHeaders(204, -1);
            })) {
      for (String own : List.of("127.0.0.1", "LOCALHOST", "hello.localhost", "[::1]")) {
        String answer = answer(server, "GET", own + ":" + server.port());
        assertTrue(answer.startsWith("HTTP/1.1 204 "), own);
      }
      assertEquals(4, handled.get());
      for (String other : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil", "")) {
        for (String method : List.of("GET", "HEAD", "POST")) {
          String answer = answer(server, method, other);
          assertTrue(answer.startsWith("HTTP/1.1 421 "), method + " for " + other);
          assertEquals(!method.equals("HEAD"), answer.endsWith("localhost only\n"), answer);
        }
      }
      assertEquals(4, handled.get(), "nothing is done for them");
    }
  }

  /** Over a bare socket: Java's client lets nobody choose the name. */
  private static String answer(StreamServer server, String method, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request = method + " / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
