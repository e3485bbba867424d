package dev.portolan.adapter.azurefunctions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A queue of Service Bus and a container of blobs, which keep what they take, and the endpoint that
 * gives tokens for both.
 */
final class EmbeddedAzure implements OutboundContract.Platform {
  private static final String QUEUE = "https://acme-bus.servicebus.windows.net/to-pack";
  private static final String PATH = "/bus/acme-bus.servicebus.windows.net/to-pack/messages";

  /** One that was taken. */
  record Taken(Map<String, String> headers, byte[] body) {}

  private final HttpServer server;
  final List<Taken> taken = new ArrayList<>();
  final EmbeddedBlobs blobs = new EmbeddedBlobs(() -> "Bearer t" + this.tokens);

  /** What is answered first; 0 hangs up, and less than 0 breaks the body off. */
  final Deque<Integer> answers = new ArrayDeque<>();

  final List<String> asked = new ArrayList<>();
  int calls;
  int tokens;
  int tokenStatus = 200;
  long tokenSeconds = 3600;

  EmbeddedAzure() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/bus/", this::answer);
    server.createContext("/blob/", blobs::answer);
    server.createContext("/msi/token", this::token);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>();
    all.put(AzureOutbound.BUS_EMULATOR, url() + "/bus");
    all.put(AzureOutbound.BLOB_EMULATOR, url() + "/blob");
    all.put("IDENTITY_ENDPOINT", url() + "/msi/token");
    all.put("IDENTITY_HEADER", "secret");
    all.put("AzureWebJobsStorage__clientId", "client");
    return all;
  }

  private void token(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestURI().getQuery()
            + " "
            + exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
    long until = System.currentTimeMillis() / 1000 + tokenSeconds;
    Map<String, String> told =
        Map.of("access_token", "t" + ++tokens, "expires_on", String.valueOf(until));
    end(exchange, tokenStatus, new JsonWriter().value(told).toBytes());
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls++;
    int status = answers.isEmpty() ? 201 : answers.remove();
    if (!headers.get("Authorization").equals("Bearer t" + tokens)) {
      status = 401;
    } else if (!exchange.getRequestURI().toString().equals(PATH)) {
      status = 410;
    } else if (Math.abs(status) == 201) {
      taken.add(new Taken(headers, body));
    }
    if (status == 0) {
      exchange.close();
      return;
    }
    if (status < 0) {
      EmbeddedBlobs.breakOff(exchange, -status, utf8("<Error>"));
    }
    end(exchange, status, "<Error>\n<Code>x</Code></Error>".getBytes(StandardCharsets.UTF_8));
  }

  private static void end(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public Outbound outbound() {
    return new AzureOutbound(environment(), 1);
  }

  @Override
  public String queue() {
    return QUEUE;
  }

  @Override
  public String bucket() {
    return EmbeddedBlobs.CONTAINER;
  }

  @Override
  public String missingBucket() {
    return EmbeddedBlobs.CONTAINER + "-2";
  }

  /** As the extension of Functions hands them on: a header in quotes is a text property. */
  @Override
  public void deliver(FunctionUnderTest function) {
    Map<String, String> environment = new HashMap<>(function.variables());
    environment.put("PORTOLAN_TIMEOUT_MILLIS", "10000");
    Path folder = AppFolders.create();
    AppFolders.trigger(folder, "bus", ServiceBusEntryPoint.class, "serviceBusTrigger", "message");
    Invoker invoker = Invoker.open(environment, function.loader());
    App open = new App(invoker, Limits.from(environment), environment, null, Thread::sleep);
    try (JoinedApp app = JoinedApp.open(folder, open)) {
      for (Taken each : taken) {
        if (!app.host.fire("bus", new Datum.Bytes(each.body()), metadata(each), 0).succeeded()) {
          throw new IllegalStateException("failed: " + app.lines);
        }
      }
    }
    taken.clear();
  }

  private static Map<String, Datum> metadata(Taken message) {
    Map<String, String> properties = new TreeMap<>();
    message
        .headers()
        .forEach(
            (name, value) -> {
              if (value.startsWith("\"") && value.endsWith("\"")) {
                properties.put(name, value.substring(1, value.length() - 1));
              }
            });
    Map<?, ?> broker = (Map<?, ?>) JsonReader.read(utf8(message.headers().get("BrokerProperties")));
    return Map.of(
        "MessageId",
        new Datum.Text((String) broker.get("MessageId")),
        "SessionId",
        new Datum.Text((String) broker.get("SessionId")),
        "ContentType",
        new Datum.Text(message.headers().get("Content-Type")),
        "ApplicationProperties",
        new Datum.Json(
            new String(new JsonWriter().value(properties).toBytes(), StandardCharsets.UTF_8)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
