package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.knative.serving.v1.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes manifests for those who deploy by committing them. */
public final class ManifestFiles {
  private ManifestFiles() {}

  public static Path write(Path directory, Service service) throws IOException {
    Path file =
        Files.createDirectories(directory).resolve(service.getMetadata().getName() + ".yaml");
    return Files.writeString(file, KubeJson.SHARED.asYaml(service));
  }
}
