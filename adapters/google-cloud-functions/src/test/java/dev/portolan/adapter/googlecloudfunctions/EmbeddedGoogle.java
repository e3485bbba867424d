package dev.portolan.adapter.googlecloudfunctions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A metadata server, and whatever a test has answered to each call after it. */
final class EmbeddedGoogle implements AutoCloseable {
  /** One call that came. */
  record Call(String method, String target, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(each -> each.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * One answer.
   *
   * @param length that it says it has; -1 does not say, and breaks it off
   */
  record Answer(int status, Map<String, String> headers, byte[] body, int length) {
    static Answer of(int status, String body, String... headers) {
      return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer of(int status, byte[] body, String... headers) {
      Map<String, String> all = new java.util.TreeMap<>();
      for (int i = 0; i < headers.length; i += 2) {
        all.put(headers[i], headers[i + 1]);
      }
      return new Answer(status, all, body, body.length);
    }

    Answer saying(int bytes) {
      return new Answer(status, headers, body, bytes);
    }
  }

  private final HttpServer server;
  final List<Call> calls = new ArrayList<>();
  final Deque<Answer> answers = new ArrayDeque<>();

  /** What is answered where nothing else was said. */
  Function<Call, Answer> otherwise = call -> Answer.of(200, "{}");

  /** Where calls came from, the metadata server's aside. */
  final Set<InetSocketAddress> callers = new HashSet<>();

  int tokens;
  int tokenSeconds = 3600;
  String flavor = "Google";

  EmbeddedGoogle() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  GoogleOutbound outbound() {
    return new GoogleOutbound(
        Map.of(
            "GCE_METADATA_HOST", host(),
            "PUBSUB_EMULATOR_HOST", host(),
            "STORAGE_EMULATOR_HOST", "http://" + host() + "/"),
        1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes());
    Answer answer;
    if (call.target().startsWith("/computeMetadata/")) {
      tokens++;
      String token =
          "{\"access_token\":\"t%d\",\"expires_in\":%d,\"token_type\":\"Bearer\"}"
              .formatted(tokens, tokenSeconds);
      boolean asked =
          "Google".equals(call.header("Metadata-Flavor"))
              && call.target()
                  .equals("/computeMetadata/v1/instance/service-accounts/default/token");
      answer = Answer.of(asked ? 200 : 403, token, "Metadata-Flavor", flavor);
    } else {
      calls.add(call);
      callers.add(exchange.getRemoteAddress());
      answer = answers.isEmpty() ? otherwise.apply(call) : answers.remove();
    }
    if (answer.length() < 0) {
      exchange.sendResponseHeaders(answer.status(), 0);
      exchange.getResponseBody().write(answer.body());
      exchange.getResponseBody().flush();
      throw new IOException("broken off");
    }
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (answer.status() > 0) {
        exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
        exchange.getResponseBody().write(answer.body());
        // What says more than it has is closed in the middle, and newer JDKs would drop all of it.
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
