package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes manifests for those who deploy by committing them. */
public final class ManifestFiles {
  private ManifestFiles() {}

  /**
   * All that belongs to a function in one file, so that what it no longer has goes with the old.
   */
  public static Path write(Path directory, List<HasMetadata> objects) throws IOException {
    String name = objects.get(0).getMetadata().getName();
    return Files.writeString(
        Files.createDirectories(directory).resolve(name + ".yaml"),
        objects.stream().map(KubeJson.SHARED::asYaml).collect(Collectors.joining()));
  }
}
