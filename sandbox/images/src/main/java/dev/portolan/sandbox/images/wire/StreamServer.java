package dev.portolan.sandbox.images.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.sandbox.LoopbackNames;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plain HTTP/1.1 on 127.0.0.1 and on nothing else, for bodies that come or go piece by piece. A
 * failure of the handler closes the connection. It answers to {@link LoopbackNames} only.
 */
public final class StreamServer implements AutoCloseable {
  static {
    // Without it each answer waits 40 ms for a delayed ACK; read once, when the first server
    // starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /** Answers one request; the exchange is closed after it. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private StreamServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Listens on the wanted port, or on a free one when it is taken or 0. */
  public static StreamServer open(int wantedPort, String name, Handler handler) throws IOException {
    HttpServer server = bound(wantedPort);
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
            if (LoopbackNames.include(hosts)) {
              handler.handle(exchange);
            } else {
              refuse(exchange);
            }
          }
        });
    server.start();
    return new StreamServer(server, threads);
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    byte[] body = LoopbackNames.REFUSAL.getBytes(StandardCharsets.US_ASCII);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(421, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpServer bound(int wantedPort) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return HttpServer.create(new InetSocketAddress(loopback, wantedPort), 0);
    } catch (BindException e) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** {@code http://127.0.0.1:<port>}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
