package dev.portolan.images.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside an archive is used whole, or not at all. */
final class StartupCacheTest {
  @TempDir Path work;

  @Test
  void aDescriptionThatBrokeOffIsNone() throws Exception {
    Artifact artifact = ImageArchive.write(Image.empty("amd64"), 0, work.resolve("image.tar"));
    Path description = work.resolve("startup.json");
    for (String half : List.of("", "{\"archive\":\"", "[]")) {
      Files.writeString(description, half);
      assertEquals(
          "startup.json beside the archive is damaged", StartupCache.read(artifact).note());
    }

    StartupCache.none("a reason").save(artifact);
    assertEquals("a reason", StartupCache.read(artifact).note());
  }
}
