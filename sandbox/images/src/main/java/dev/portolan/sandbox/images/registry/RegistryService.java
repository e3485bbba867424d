package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What an image registry answers; open to everyone unless credentials are asked for. */
public final class RegistryService {
  private final ImageStore images;
  private final CallGate gate;
  private volatile Optional<BiPredicate<String, String>> known = Optional.empty();
  private volatile Predicate<String> held = name -> true;

  public RegistryService(ImageStore images, CallGate gate) {
    this.images = images;
    this.gate = gate;
  }

  /**
   * An answer.
   *
   * @param file what its body is, where that is a blob
   */
  public record Answer(WireResponse response, Optional<Path> file) {
    /** How many bytes its body has. */
    public long length() throws IOException {
      return file.isPresent() ? Files.size(file.get()) : response.body().length;
    }

    private static Answer of(WireResponse response) {
      return new Answer(response, Optional.empty());
    }
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

  ImageStore images() {
    return images;
  }

  private boolean knows(BasicLogin login) {
    return known.orElseThrow().test(login.user(), login.password());
  }

  /** Answers, or hangs up. */
  public Answer answer(RegistryRequest request) throws ConnectionLostException {
    Answer answer = told(request);
    return new Answer(
        answer.response().with("Docker-Distribution-Api-Version", "registry/2.0"), answer.file());
  }

  private Answer told(RegistryRequest request) throws ConnectionLostException {
    Optional<RegistryRoute> route = RegistryRoute.from(request.method(), request.uri().getPath());
    String authorization = request.header("Authorization").orElse(null);
    if (known.isPresent() && !BasicLogin.from(authorization).filter(this::knows).isPresent()) {
      WireResponse refused =
          RegistryRefusal.response(401, "UNAUTHORIZED", "authentication required");
      return Answer.of(refused.with("WWW-Authenticate", "Basic realm=\"registry\""));
    }
    if (route.isEmpty()) {
      return Answer.of(RegistryRefusal.nameUnknown().response());
    }
    CallGate.Arrival arrival =
        new CallGate.Arrival(
            "registry",
            route.get().operation(),
            route.get().access(),
            route.get().name() + " " + route.get().reference());
    AtomicReference<Answer> worked = new AtomicReference<>();
    WireResponse response =
        gate.pass(
            arrival,
            stale -> {
              worked.set(work(route.get(), request));
              return worked.get().response();
            },
            RegistryService::fault);
    Answer answer = worked.get();
    return answer != null && response == answer.response() ? answer : Answer.of(response);
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

  private Answer work(RegistryRoute route, RegistryRequest request) {
    try {
      String operation = route.operation();
      return operation.equals("head blob") || operation.equals("get blob")
          ? blob(route)
          : Answer.of(run(route, request));
    } catch (RegistryRefusal refusal) {
      return Answer.of(refusal.response());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireHeld(RegistryRoute route) {
    if (!route.name().isEmpty() && !held.test(route.name())) {
      throw RegistryRefusal.nameUnknown();
    }
  }

  private WireResponse run(RegistryRoute route, RegistryRequest request) throws IOException {
    requireHeld(route);
    String name = route.name();
    return switch (route.operation()) {
      case "ping" -> WireResponse.of(200, "application/json", "{}");
      case "list repositories" -> {
        ObjectNode json = Json.object();
        json.set("repositories", Json.from(images.repositories()));
        yield WireResponse.of(200, "application/json", json.toString());
      }
      case "delete blob" -> {
        if (!images.forget(name, "blobs", route.reference())) {
          throw RegistryRefusal.blobUnknown();
        }
        yield empty(202);
      }
      case "head manifest", "get manifest" -> manifest(route);
      case "put manifest" -> putManifest(route, request);
      case "delete manifest" -> deleteManifest(route);
      case "list tags" -> tags(route, request);
      default -> new Uploads(images).run(route, request);
    };
  }

  static WireResponse empty(int status) {
    return new WireResponse(status, WireHeaders.none(), new byte[0]);
  }

  private Answer blob(RegistryRoute route) {
    requireHeld(route);
    if (!images.hasBlob(route.name(), route.reference())) {
      throw RegistryRefusal.blobUnknown();
    }
    WireResponse found =
        empty(200)
            .with("Content-Type", "application/octet-stream")
            .with("Docker-Content-Digest", route.reference());
    return new Answer(found, Optional.of(images.file(route.reference())));
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

  private WireResponse putManifest(RegistryRoute route, RegistryRequest request)
      throws IOException {
    String type = request.header("Content-Type").orElse("");
    if (!ImageStore.isDigest(route.reference())
        && !route.reference().matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}")) {
      throw new RegistryRefusal(400, "TAG_INVALID", "manifest tag did not match URI");
    }
    byte[] content = request.body().readAllBytes();
    String digest = images.putManifest(route.name(), route.reference(), type, content);
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

  private WireResponse tags(RegistryRoute route, RegistryRequest request) {
    if (!images.knows(route.name())) {
      throw new RegistryRefusal(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    String last = request.parameter("last");
    String limit = request.parameter("n");
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
}
