package dev.portolan.provider.knative;

import io.fabric8.knative.serving.v1.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes manifests for those who deploy by committing them. */
final class ManifestFiles {
  private ManifestFiles() {}

  static Path write(Path directory, Service service) throws IOException {
    Path file =
        Files.createDirectories(directory).resolve(service.getMetadata().getName() + ".yaml");
    return Files.writeString(file, KubeJson.SHARED.asYaml(service));
  }
}
