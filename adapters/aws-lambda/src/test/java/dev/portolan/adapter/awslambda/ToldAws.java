package dev.portolan.adapter.awslambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** A service of AWS that answers as it was told to. */
final class ToldAws implements AutoCloseable {
  /** A request as it came. */
  record Asked(String method, String uri, Headers headers, String body) {
    String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** An answer. */
  record Told(int status, Map<String, String> headers, String body) {
    /** A status, a blank, and a body. */
    static Told of(String text) {
      return new Told(Integer.parseInt(text.substring(0, 3)), Map.of(), text.substring(4));
    }

    Told with(Map<String, String> more) {
      return new Told(status, more, body);
    }
  }

  private final HttpServer server;

  private ToldAws(HttpServer server) {
    this.server = server;
  }

  static ToldAws start(Function<Asked, Told> answer) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(loopback, 0);
    server.createContext("/", exchange -> answer(exchange, answer));
    server.start();
    return new ToldAws(server);
  }

  private static void answer(HttpExchange exchange, Function<Asked, Told> answer)
      throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Told told =
        answer.apply(
            new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                body));
    byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
    told.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
