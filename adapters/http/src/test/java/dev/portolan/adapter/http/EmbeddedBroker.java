package dev.portolan.adapter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.HttpRequest;
import dev.portolan.runtime.Outbound;
import dev.portolan.testkit.adapter.AdapterHarness.Running;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ingress of a broker, which keeps what it takes, as it came. */
final class EmbeddedBroker implements OutboundContract.Platform {
  private final HttpServer server;
  final List<HttpRequest> taken = new ArrayList<>();

  /** What is answered first; 0 hangs up. */
  final Deque<Integer> answers = new ArrayDeque<>();

  /** Whether bodies break off. */
  boolean breaksOff;

  int calls;

  EmbeddedBroker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.of("POST", "/").withBody(exchange.getRequestBody().readAllBytes());
    for (Map.Entry<String, List<String>> each : exchange.getRequestHeaders().entrySet()) {
      String name = each.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith("ce-") || name.equals("content-type")) {
        request = request.withHeader(name, each.getValue().get(0));
      }
    }
    calls++;
    int status = answers.isEmpty() ? 202 : answers.remove();
    if (status == 202) {
      taken.add(request);
    }
    try (exchange) {
      if (status > 0) {
        exchange.sendResponseHeaders(status, breaksOff ? 10 : -1);
      }
      if (breaksOff) {
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public Outbound outbound() {
    return new BrokerOutbound(1);
  }

  @Override
  public String queue() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/default/to-pack";
  }

  @Override
  public String bucket() {
    return null;
  }

  @Override
  public String missingBucket() {
    return null;
  }

  /** As a Trigger without a filter does. */
  @Override
  public void deliver(FunctionUnderTest function) {
    try (Running running = new HttpHarness().start(function)) {
      for (HttpRequest each : taken) {
        int status = running.http(each).status();
        if (status >= 300) {
          throw new IllegalStateException("answered " + status);
        }
      }
    }
    taken.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
