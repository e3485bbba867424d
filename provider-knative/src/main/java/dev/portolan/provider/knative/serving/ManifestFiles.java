package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes manifests for those who deploy by committing them. */
public final class ManifestFiles {
  private ManifestFiles() {}

  public static Path write(Path directory, HasMetadata object) throws IOException {
    Path file =
        Files.createDirectories(directory).resolve(object.getMetadata().getName() + ".yaml");
    return Files.writeString(file, KubeJson.SHARED.asYaml(object));
  }
}
