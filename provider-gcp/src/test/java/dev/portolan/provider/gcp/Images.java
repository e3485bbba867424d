package dev.portolan.provider.gcp;

import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.artifacts.ArtifactRegistry;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.RegistryRequest;
import dev.portolan.sandbox.images.registry.RegistryService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The project's image registry, without a socket, under one name in all clouds. */
final class Images {
  /** Nobody listens there. */
  static final String HOST = "127.0.0.1:9999";

  private final Path directory;
  private final RegistryService service;

  /** Opens the registry, with what the directory holds. */
  Images(Path directory, GcpCloud cloud) throws IOException {
    this.directory = directory;
    this.service =
        new RegistryService(
            ImageStore.open(directory), new CallGate(cloud.faults(), cloud.calls()));
    service.require(
        (user, password) ->
            user.equals("oauth2accesstoken") && cloud.tokens().holder(password).isPresent());
    service.hold(image -> ArtifactRegistry.holds(cloud.state(), image));
  }

  /** Puts all that it holds into another directory. */
  void copy(Path target) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(directory.relativize(file).toString()));
      }
    }
  }

  WireResponse answer(HttpRequest request, byte[] body) throws IOException {
    RegistryService.Answer answer =
        service.answer(
            new RegistryRequest(
                request.method(),
                request.uri(),
                request.headers()::firstValue,
                new ByteArrayInputStream(body)));
    WireResponse response =
        answer.response().with("Content-Length", Long.toString(answer.length()));
    Optional<Path> file = answer.file();
    byte[] bytes =
        file.isPresent() && !request.method().equals("HEAD")
            ? Files.readAllBytes(file.get())
            : response.body();
    return new WireResponse(response.status(), response.headers(), bytes);
  }
}
