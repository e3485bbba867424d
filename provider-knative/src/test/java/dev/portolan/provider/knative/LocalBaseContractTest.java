package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.images.JreImage;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same on a base image that lies here, at another path each time. */
class LocalBaseContractTest implements KnativePackagerUnderTest {
  @TempDir static Path work;
  private static Path base;

  @BeforeAll
  static void image() throws IOException {
    Layer layer =
        JreImage.Tar.open(work.resolve("layer")).file("etc/os-release", "NAME=Linux").close();
    base = ImageArchive.write(JreImage.of(layer, "amd64"), 10, work.resolve("base.tar")).file();
  }

  @Override
  public Settings settings() {
    try {
      Path elsewhere = Files.createTempDirectory(work, "ü ").resolve("jre.tar");
      Files.copy(base, elsewhere);
      return Settings.of(Map.of("baseImage", elsewhere.toString(), "startupCache", "none"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
