package dev.portolan.sandbox.images.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.ManifestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images from the registry, unpacked once each. */
final class UnpackedImages {
  private final ImageStore store;
  private final String host;
  private final Path directory;

  UnpackedImages(ImageStore store, String host, Path directory) {
    this.store = store;
    this.host = host;
    this.directory = directory;
  }

  /** An image's files, and the part of its configuration that tells how to run it. */
  record Unpacked(Path root, JsonNode config) {}

  synchronized Unpacked get(String image) throws PodFailedException {
    ImageReference reference = ImageReference.from(image);
    ImageStore.Manifest manifest = manifest(image, reference);
    JsonNode json = ManifestJson.read(manifest.content());
    Path root = directory.resolve(manifest.digest().substring(7));
    try {
      if (!Files.exists(root.resolve(".complete"))) {
        ImageRoot.delete(root);
        Path files = Files.createDirectories(root.resolve("root"));
        for (String digest : ManifestJson.layers(json)) {
          new ImageRoot(files).add(store.file(digest));
        }
        Files.createFile(root.resolve(".complete"));
      }
      byte[] config = Files.readAllBytes(store.file(json.path("config").path("digest").asText()));
      return new Unpacked(root.resolve("root"), ManifestJson.read(config).path("config"));
    } catch (IOException e) {
      throw pull(image, e.getMessage());
    }
  }

  private ImageStore.Manifest manifest(String image, ImageReference reference)
      throws PodFailedException {
    String local = host.replace("127.0.0.1", "localhost");
    if (!List.of(host, local).contains(reference.registry())) {
      throw pull(
          image,
          "the sandbox pulls only from its own registry, "
              + host
              + ", not from "
              + reference.registry());
    }
    Optional<ImageStore.Manifest> found =
        store.manifest(reference.repository(), reference.reference());
    if (found.isEmpty()) {
      throw pull(image, reference.reference() + ": not found");
    }
    JsonNode index = ManifestJson.read(found.get().content());
    if (!index.has("manifests")) {
      return found.get();
    }
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String wanted = architecture.equals("aarch64") ? "arm64" : "amd64";
    for (JsonNode each : index.path("manifests")) {
      if (each.path("platform").path("architecture").asText().equals(wanted)) {
        return store
            .manifest(reference.repository(), each.path("digest").asText())
            .orElseThrow(() -> pull(image, "not found"));
      }
    }
    throw pull(image, "no match for platform in manifest: not found");
  }

  /**
   * Source of the words: containerd and kubelet as users quote them in kubernetes/kubernetes
   * issues.
   */
  private static PodFailedException pull(String image, String why) {
    return new PodFailedException(
        PodFailure.waiting(
            "ErrImagePull",
            "failed to pull and unpack image \"%s\": failed to resolve reference \"%s\": %s"
                .formatted(image, image, why)));
  }
}
