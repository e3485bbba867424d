package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.wire.PlainFront;
import dev.portolan.sandbox.images.wire.StreamServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** An image registry on loopback; open to everyone unless credentials are asked for. */
public final class Registry implements AutoCloseable {
  private final ImageStore images;
  private final CallGate gate;
  private final StreamServer server;
  private final PlainFront front;
  private volatile Optional<BiPredicate<String, String>> known = Optional.empty();
  private volatile Predicate<String> held = name -> true;

  private Registry(int port, ImageStore images, CallGate gate) throws IOException {
    this.images = images;
    this.gate = gate;
    this.server = StreamServer.open(0, "registry", this::answer);
    this.front = PlainFront.open(port, server.port());
  }

  public static Registry open(int port, ImageStore images, CallGate gate) throws IOException {
    return new Registry(port, images, gate);
  }

  /** From now on only this one is let in. */
  public void require(String user, String password) {
    require((name, word) -> name.equals(user) && word.equals(password));
  }

  /** From now on only those are let in whose user and password are known, asked each time. */
  public void require(BiPredicate<String, String> users) {
    known = Optional.of(users);
  }

  /** From now on there are only the repositories of whose names this holds, asked each time. */
  public void hold(Predicate<String> names) {
    held = names;
  }

  /** Host and port, as an image reference begins. */
  public String host() {
    return "127.0.0.1:" + front.port();
  }

  public int port() {
    return front.port();
  }

  public ImageStore images() {
    return images;
  }

  private boolean knows(BasicLogin login) {
    return known.orElseThrow().test(login.user(), login.password());
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
    Optional<RegistryRoute> route =
        RegistryRoute.from(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (known.isPresent() && !BasicLogin.from(authorization).filter(this::knows).isPresent()) {
      WireResponse refused =
          RegistryRefusal.response(401, "UNAUTHORIZED", "authentication required");
      send(exchange, refused.with("WWW-Authenticate", "Basic realm=\"registry\""), null);
      return;
    }
    if (route.isEmpty()) {
      send(exchange, RegistryRefusal.nameUnknown().response(), null);
      return;
    }
    CallGate.Arrival arrival =
        new CallGate.Arrival(
            "registry",
            route.get().operation(),
            route.get().access(),
            route.get().name() + " " + route.get().reference());
    Answer answer = new Answer();
    try {
      WireResponse response =
          gate.pass(arrival, stale -> work(route.get(), exchange, answer), Registry::fault);
      send(exchange, response, response == answer.response ? answer.file : null);
    } catch (ConnectionLostException | CallerKilledError expected) {
      exchange.close();
    }
  }

  private static final class Answer {
    private WireResponse response;
    private Path file;
  }

  private static WireResponse fault(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE ->
          RegistryRefusal.response(429, "TOOMANYREQUESTS", "too many requests")
              .with("Retry-After", "1");
      case EXPIRED_CREDENTIALS ->
          RegistryRefusal.response(401, "UNAUTHORIZED", "authentication required");
      default -> RegistryRefusal.response(500, "UNKNOWN", "unknown error");
    };
  }

  private static void send(HttpExchange exchange, WireResponse response, Path file)
      throws IOException {
    response.headers().asMap().forEach((name, all) -> exchange.getResponseHeaders().put(name, all));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (file != null && !head) {
      exchange.sendResponseHeaders(response.status(), Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    } else if (head) {
      long length = file != null ? Files.size(file) : response.body().length;
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(response.body());
    }
  }

  private WireResponse work(RegistryRoute route, HttpExchange exchange, Answer answer) {
    try {
      answer.response = run(route, exchange, answer);
    } catch (RegistryRefusal refusal) {
      answer.response = refusal.response();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.response;
  }

  private WireResponse run(RegistryRoute route, HttpExchange exchange, Answer answer)
      throws IOException {
    String name = route.name();
    if (!name.isEmpty() && !held.test(name)) {
      throw RegistryRefusal.nameUnknown();
    }
    return switch (route.operation()) {
      case "ping" -> WireResponse.of(200, "application/json", "{}");
      case "list repositories" -> {
        ObjectNode json = Json.object();
        json.set("repositories", Json.from(images.repositories()));
        yield WireResponse.of(200, "application/json", json.toString());
      }
      case "head blob", "get blob" -> blob(route, answer);
      case "delete blob" -> {
        if (!images.forget(name, "blobs", route.reference())) {
          throw RegistryRefusal.blobUnknown();
        }
        yield empty(202);
      }
      case "head manifest", "get manifest" -> manifest(route);
      case "put manifest" -> putManifest(route, exchange);
      case "delete manifest" -> deleteManifest(route);
      case "list tags" -> tags(route, exchange);
      default -> new Uploads(images).run(route, exchange);
    };
  }

  static WireResponse empty(int status) {
    return new WireResponse(status, WireHeaders.none(), new byte[0]);
  }

  private WireResponse blob(RegistryRoute route, Answer answer) {
    if (!images.hasBlob(route.name(), route.reference())) {
      throw RegistryRefusal.blobUnknown();
    }
    answer.file = images.file(route.reference());
    return empty(200)
        .with("Content-Type", "application/octet-stream")
        .with("Docker-Content-Digest", route.reference());
  }

  private WireResponse manifest(RegistryRoute route) {
    ImageStore.Manifest found =
        images
            .manifest(route.name(), route.reference())
            .orElseThrow(RegistryRefusal::manifestUnknown);
    WireHeaders headers = WireHeaders.of("Content-Type", found.mediaType());
    return new WireResponse(200, headers, found.content())
        .with("Docker-Content-Digest", found.digest());
  }

  private WireResponse putManifest(RegistryRoute route, HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!ImageStore.isDigest(route.reference())
        && !route.reference().matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}")) {
      throw new RegistryRefusal(400, "TAG_INVALID", "manifest tag did not match URI");
    }
    byte[] content = exchange.getRequestBody().readAllBytes();
    String digest =
        images.putManifest(route.name(), route.reference(), type == null ? "" : type, content);
    return empty(201)
        .with("Location", "/v2/" + route.name() + "/manifests/" + digest)
        .with("Docker-Content-Digest", digest);
  }

  private WireResponse deleteManifest(RegistryRoute route) {
    boolean gone =
        ImageStore.isDigest(route.reference())
            ? images.deleteManifest(route.name(), route.reference())
            : images.forget(route.name(), "tags", route.reference());
    if (!gone) {
      throw RegistryRefusal.manifestUnknown();
    }
    return empty(202);
  }

  private WireResponse tags(RegistryRoute route, HttpExchange exchange) {
    if (!images.knows(route.name())) {
      throw new RegistryRefusal(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    String query = exchange.getRequestURI().getRawQuery();
    var parameters = WireRequest.parameters(query == null ? "" : query);
    String last = parameters.getOrDefault("last", List.of("")).get(0);
    String limit = parameters.getOrDefault("n", List.of("")).get(0);
    int count = limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : Integer.MAX_VALUE;
    List<String> tags =
        images.tags(route.name()).stream()
            .filter(tag -> tag.compareTo(last) > 0)
            .limit(count)
            .toList();
    ObjectNode json = Json.object().put("name", route.name());
    json.set("tags", Json.from(tags));
    return WireResponse.of(200, "application/json", json.toString());
  }

  @Override
  public void close() {
    front.close();
    server.close();
  }
}
