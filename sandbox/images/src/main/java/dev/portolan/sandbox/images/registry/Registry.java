package dev.portolan.sandbox.images.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.wire.PlainFront;
import dev.portolan.sandbox.images.wire.StreamServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** An image registry on loopback; open to everyone unless credentials are asked for. */
public final class Registry implements AutoCloseable {
  private final RegistryService service;
  private final StreamServer server;
  private final PlainFront front;

  private Registry(int port, RegistryService service) throws IOException {
    this.service = service;
    this.server = StreamServer.open(0, "registry", this::answer);
    this.front = PlainFront.open(port, server.port());
  }

  public static Registry open(int port, ImageStore images, CallGate gate) throws IOException {
    return open(port, new RegistryService(images, gate));
  }

  public static Registry open(int port, RegistryService service) throws IOException {
    return new Registry(port, service);
  }

  /** From now on only this one is let in. */
  public void require(String user, String password) {
    service.require(user, password);
  }

  /** From now on only those are let in whose user and password are known, asked each time. */
  public void require(BiPredicate<String, String> users) {
    service.require(users);
  }

  /** From now on there are only the repositories of whose names this holds, asked each time. */
  public void hold(Predicate<String> names) {
    service.hold(names);
  }

  /** Host and port, as an image reference begins. */
  public String host() {
    return "127.0.0.1:" + front.port();
  }

  public int port() {
    return front.port();
  }

  public ImageStore images() {
    return service.images();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      send(
          exchange,
          service.answer(
              new RegistryRequest(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
                  exchange.getRequestBody())));
    } catch (ConnectionLostException | CallerKilledError expected) {
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, RegistryService.Answer answer)
      throws IOException {
    WireResponse response = answer.response();
    response.headers().asMap().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
      exchange.sendResponseHeaders(response.status(), -1);
    } else if (answer.file().isPresent()) {
      exchange.sendResponseHeaders(response.status(), answer.length());
      Files.copy(answer.file().get(), exchange.getResponseBody());
    } else {
      exchange.sendResponseHeaders(response.status(), answer.length() == 0 ? -1 : answer.length());
      exchange.getResponseBody().write(response.body());
    }
  }

  @Override
  public void close() {
    front.close();
    server.close();
  }
}
