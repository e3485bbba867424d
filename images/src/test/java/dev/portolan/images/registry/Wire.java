package dev.portolan.images.registry;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A server that answers as a test says, and notes what it was asked. */
final class Wire implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  private Wire(HttpServer server) {
    this.server = server;
  }

  /** A request as it came. */
  record Asked(String method, String path, String query, Headers headers, String body) {
    String authorization() {
      return String.valueOf(headers.getFirst("Authorization"));
    }
  }

  /** What to answer. */
  record Said(int status, Map<String, String> headers, byte[] body) {
    static Said of(int status, String body) {
      return new Said(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Said with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Said(status, more, body);
    }
  }

  static Wire open(Function<Asked, Said> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Wire wire = new Wire(server);
    server.createContext("/", exchange -> wire.answer(exchange, answers));
    server.start();
    return wire;
  }

  private void answer(HttpExchange exchange, Function<Asked, Said> answers) throws IOException {
    try (exchange) {
      Asked one =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getQuery()),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(one);
      Said said = answers.apply(one);
      said.headers().forEach(exchange.getResponseHeaders()::set);
      boolean none = one.method().equals("HEAD") || said.body().length == 0;
      exchange.sendResponseHeaders(said.status(), none ? -1 : said.body().length);
      if (!none) {
        exchange.getResponseBody().write(said.body());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + host();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
