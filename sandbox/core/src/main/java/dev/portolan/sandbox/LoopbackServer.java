package dev.portolan.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Offers a handler over plain HTTP/1.1 on 127.0.0.1, and on nothing else. A lost connection or a
 * failure of the handler closes the connection without an answer.
 *
 * <p>It answers to {@link LoopbackNames} only.
 */
public final class LoopbackServer implements AutoCloseable {
  static {
    // Without it each answer waits 40 ms for a delayed ACK; read once, when the first server
    // starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final WireResponse OTHER_NAME =
      WireResponse.of(421, "text/plain", LoopbackNames.REFUSAL);

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Listens on the wanted port, or on a free one when it is taken or 0. */
  public static LoopbackServer open(int wantedPort, String name, WireHandler handler)
      throws IOException {
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
    server.createContext("/", exchange -> answer(exchange, handler));
    server.start();
    return new LoopbackServer(server, threads);
  }

  private static HttpServer bound(int wantedPort) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      return HttpServer.create(new InetSocketAddress(loopback, wantedPort), 0);
    } catch (BindException e) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private static void answer(HttpExchange exchange, WireHandler handler) throws IOException {
    try (exchange) {
      WireRequest request = request(exchange);
      WireResponse response = calledByOwnName(request) ? handler.handle(request) : OTHER_NAME;
      for (Map.Entry<String, List<String>> field : response.headers().asMap().entrySet()) {
        if (!field.getKey().equalsIgnoreCase("Content-Length")) {
          exchange.getResponseHeaders().put(field.getKey(), field.getValue());
        } else if (request.method().equals("HEAD")) {
          exchange.getResponseHeaders().put(field.getKey(), field.getValue());
        }
      }
      boolean bodiless =
          response.body().length == 0
              || request.method().equals("HEAD")
              || response.status() == 204
              || response.status() == 304;
      exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
      if (!bodiless) {
        exchange.getResponseBody().write(response.body());
      }
    } catch (ConnectionLostException | CallerKilledError expected) {
      exchange.close();
    }
  }

  private static boolean calledByOwnName(WireRequest request) {
    return LoopbackNames.include(request.headers().all("Host"));
  }

  private static WireRequest request(HttpExchange exchange) throws IOException {
    // as text, because a path that begins with two slashes is read as a host
    String target = exchange.getRequestURI().toString();
    int mark = target.indexOf('?');
    boolean path = target.startsWith("/");
    return new WireRequest(
        exchange.getRequestMethod(),
        path ? target.substring(0, mark < 0 ? target.length() : mark) : rawPath(exchange),
        mark < 0 ? "" : target.substring(mark + 1),
        WireHeaders.from(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** Of a target with scheme and host, as a proxy is sent it. */
  private static String rawPath(HttpExchange exchange) {
    String path = exchange.getRequestURI().getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
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
