package dev.portolan.sandbox.knative;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What the images of the tests run; needs nothing but the JDK. */
public final class EchoServer {
  private EchoServer() {}

  /**
   * Serves {@code /}, {@code /env?NAME}, {@code /hold}, {@code /stream} and whatever else, with its
   * method and body.
   */
  public static void main(String[] arguments) throws IOException {
    String exit = System.getenv().getOrDefault("EXIT", "");
    if (!exit.isEmpty()) {
      System.err.write("cannot start: no luck today\n".getBytes(StandardCharsets.UTF_8), 0, 28);
      System.err.flush();
      System.exit(Integer.parseInt(exit));
    }
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    CountDownLatch release = new CountDownLatch(1);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/stream")) {
            stream(exchange, release);
            return;
          }
          String text =
              switch (path) {
                case "/env" -> String.valueOf(System.getenv(exchange.getRequestURI().getQuery()));
                case "/hold" -> hold(release);
                case "/release" -> {
                  release.countDown();
                  yield "released";
                }
                default ->
                    exchange.getRequestMethod()
                        + " "
                        + new String(
                            exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
              };
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  /** One byte, and when {@code /release} was asked for another. */
  private static void stream(HttpExchange exchange, CountDownLatch release) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write('<');
      out.flush();
      hold(release);
      out.write('>');
    }
  }

  private static String hold(CountDownLatch release) {
    try {
      return Boolean.toString(release.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }
}
