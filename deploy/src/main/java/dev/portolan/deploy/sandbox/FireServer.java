package dev.portolan.deploy.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes what shall happen at clouds that are kept up, from processes of the same user: on loopback,
 * and only with the token that stands in the endpoint file.
 */
final class FireServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FireServer::daemon);
  private final String token = UUID.randomUUID().toString();
  private final Firing firing;

  /** Has something happen. */
  @FunctionalInterface
  interface Firing {
    Happening.Result fire(FireWire.Question question);
  }

  private FireServer(Firing firing) throws IOException {
    this.firing = firing;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/fire", this::handle);
    server.start();
  }

  static FireServer open(Firing firing) throws IOException {
    return new FireServer(firing);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sandbox-fire");
    thread.setDaemon(true);
    return thread;
  }

  String url() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.getHostAddress();
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + server.getAddress().getPort()
        + "/fire";
  }

  String token() {
    return token;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given == null
          || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      byte[] answer = FireWire.write(answer(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private FireWire.Answer answer(byte[] question) {
    try {
      FireWire.Question asked = FireWire.read(question, FireWire.Question.class);
      return new FireWire.Answer(firing.fire(asked), null);
    } catch (DeployException e) {
      return new FireWire.Answer(null, FireWire.Refusal.of(e));
    } catch (IOException | RuntimeException e) {
      DeployException told =
          DeployException.of(
              DeployException.Kind.UNKNOWN,
              "the sandbox did not understand: " + e,
              "is it of another version? end it and start it again: portolan:sandbox");
      return new FireWire.Answer(null, FireWire.Refusal.of(told));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
