package dev.portolan.sandbox.knative.kube;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.wire.StreamServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Offers the API server over plain HTTP/1.1 on loopback. Watches come as chunks of JSON lines; a
 * client that asks for a WebSocket first is answered 200 without a body, upon which the fabric8
 * client asks again by plain GET (its {@code BaseOperation.watch}).
 */
public final class KubeSocket implements AutoCloseable {
  private static final long GLANCE = 1000;

  private final KubeApi api;
  private final StreamServer server;
  private volatile boolean closed;

  private KubeSocket(int port, KubeApi api) throws IOException {
    this.api = api;
    this.server = StreamServer.open(port, "kubernetes-api", this::answer);
  }

  public static KubeSocket open(int port, KubeApi api) throws IOException {
    return new KubeSocket(port, api);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")
        && "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String query = exchange.getRequestURI().getRawQuery();
    WireRequest request =
        new WireRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            query == null ? "" : query,
            WireHeaders.from(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes());
    try {
      Answer answer = api.handle(request);
      if (answer instanceof Answer.Watch watch) {
        stream(exchange, watch);
      } else {
        whole(exchange, ((Answer.Whole) answer).response());
      }
    } catch (ConnectionLostException | CallerKilledError expected) {
      exchange.close();
    }
  }

  private static void whole(HttpExchange exchange, WireResponse response) throws IOException {
    response.headers().asMap().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    exchange.sendResponseHeaders(
        response.status(), response.body().length == 0 ? -1 : response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  private void stream(HttpExchange exchange, Answer.Watch watch) throws IOException {
    long end = System.nanoTime() + watch.patience().toNanos();
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.flush();
      while (!closed && !watch.stream().closed() && System.nanoTime() < end) {
        Optional<WatchEvent> event = watch.stream().take(GLANCE);
        if (event.isPresent()) {
          out.write(event.get().line());
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watch.over().run();
    }
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    closed = true;
    server.close();
  }
}
