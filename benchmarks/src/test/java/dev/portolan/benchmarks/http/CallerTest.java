package dev.portolan.benchmarks.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a server is only measured while it answers right")
final class CallerTest {
  @Test
  @DisplayName("the answer that is due passes")
  void right() throws IOException {
    try (Served served = Served.with("{\"greeting\":\"Hello, Ada!\"}");
        Caller caller = Caller.open(served.port())) {
      assertDoesNotThrow(caller::call);
      assertDoesNotThrow(caller::call);
    }
  }

  @Test
  @DisplayName("any other is an error that shows it")
  void wrong() throws IOException {
    try (Served served = Served.with("{\"greeting\":\"Hello, world!\"}");
        Caller caller = Caller.open(served.port())) {
      IOException e = assertThrows(IOException.class, caller::call);
      assertEquals("a wrong answer: {\"greeting\":\"Hello, world!\"}", e.getMessage());
    }
  }

  /** A server that answers always the same. */
  private record Served(HttpServer server) implements AutoCloseable {
    static Served with(String answer) throws IOException {
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/hello",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      return new Served(server);
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
