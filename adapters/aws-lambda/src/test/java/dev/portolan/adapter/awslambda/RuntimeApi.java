package dev.portolan.adapter.awslambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's side of the Runtime API, on loopback.
 *
 * <p>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, and for snapshots the calls of
 * AWS's own client (https://github.com/aws/aws-lambda-java-libs).
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicInteger invocations = new AtomicInteger();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server);
    server.createContext(ROOT, api::handle);
    server.setExecutor(api.threads);
    server.start();
    return api;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Sends an event, without waiting for its answer. */
  void send(String event) {
    events.add(event);
  }

  /** What the runtime said next: the last part of the path, a blank, the body; or {@code null}. */
  String next() throws InterruptedException {
    return told.poll(20, TimeUnit.SECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    try (exchange) {
      if (path.equals("invocation/next")) {
        handOut(exchange);
      } else if (path.equals("restore/next")) {
        told.add("restore ");
        exchange.sendResponseHeaders(200, -1);
      } else {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String kind = path.startsWith("init") ? "init" : path.substring(path.lastIndexOf('/') + 1);
        told.add(kind + " " + new String(body, StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(202, -1);
      }
    }
  }

  private void handOut(HttpExchange exchange) throws IOException {
    String event;
    try {
      event = events.take();
    } catch (InterruptedException closed) {
      return;
    }
    long deadline = System.currentTimeMillis() + 30_000;
    int number = invocations.incrementAndGet();
    // Without a content type the native part of runtime client 2.9.0 ends in a segmentation fault.
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-" + number);
    exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:f");
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Trace-Id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1");
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
