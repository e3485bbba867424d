package dev.portolan.benchmarks.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The yardstick: the JDK's server, the JSON cut out by hand. */
public final class BareServer {
  private BareServer() {}

  /** Serves {@code POST /hello} on {@code PORT}. */
  public static void main(String[] arguments) throws IOException {
    serve(BareServer::answer);
  }

  static void serve(Answer answer) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1024);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/hello", exchange -> respond(exchange, answer));
    server.start();
  }

  private static void respond(HttpExchange exchange, Answer answer) throws IOException {
    byte[] response = answer.to(exchange.getRequestBody().readAllBytes());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, response.length);
    exchange.getResponseBody().write(response);
    exchange.close();
  }

  private static byte[] answer(byte[] request) {
    String json = new String(request, StandardCharsets.UTF_8);
    int start = json.indexOf("\":\"") + 3;
    String name = json.substring(start, json.indexOf('"', start));
    String greeting = "{\"greeting\":\"Hello, ".concat(name).concat("!\"}");
    return greeting.getBytes(StandardCharsets.UTF_8);
  }

  /** What a server does with a body. */
  interface Answer {
    byte[] to(byte[] request) throws IOException;
  }
}
