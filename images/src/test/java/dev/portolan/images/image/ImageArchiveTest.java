package dev.portolan.images.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.packing.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageArchiveTest {
  @TempDir Path work;

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Image image = image("one").withAnnotation(Image.BASE_NAME, "example.com/jre:25");
    Artifact artifact = ImageArchive.write(image, 3, work.resolve("a.tar"));

    Image read = ImageReader.read(artifact.file(), Architecture.X86_64);

    assertEquals(image.digest(), read.digest());
    assertEquals(Optional.of("example.com/jre:25"), read.annotation(Image.BASE_NAME));
    assertEquals(Sha256.hex(Files.readAllBytes(artifact.file())), artifact.sha256());
    assertEquals(Files.size(artifact.file()), artifact.bytes());
  }

  @Test
  void theDigestDependsOnContentsAlone() throws IOException {
    String digest = ImageArchive.write(image("one"), 3, work.resolve("a.tar")).sha256();
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Path elsewhere = Files.createDirectories(work.resolve("b/c"));
      Artifact other = ImageArchive.write(image("two"), 3, elsewhere.resolve("a.tar"));
      assertEquals(digest, other.sha256());
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void aDamagedLayerIsNoticed() throws IOException {
    Image image = image("one");
    Path tar = ImageArchive.write(image, 3, work.resolve("a.tar")).file();
    byte[] bytes = Files.readAllBytes(tar);
    byte[] needle = "hello".getBytes("UTF-8");
    for (int i = 0; i < bytes.length - needle.length; i++) {
      if (new String(bytes, i, needle.length, "ISO-8859-1").equals("hello")) {
        bytes[i] = 'j';
      }
    }
    Files.write(tar, bytes);

    IOException damaged =
        assertThrows(IOException.class, () -> ImageReader.read(tar, Architecture.X86_64));
    assertTrue(damaged.getMessage().contains("damaged"), damaged.getMessage());
  }

  @Test
  void anArchiveForAnotherProcessorIsRefused() throws IOException {
    Path index = Files.createDirectories(work.resolve("layout"));
    Files.writeString(
        index.resolve("index.json"),
        "{\"manifests\":[{\"digest\":\"sha256:00\",\"platform\":"
            + "{\"os\":\"linux\",\"architecture\":\"arm64\"}}]}");

    IOException refused =
        assertThrows(IOException.class, () -> ImageReader.read(index, Architecture.X86_64));
    assertEquals("the base image has nothing for linux/amd64", refused.getMessage());
  }

  @Test
  void somethingElseIsNoImage() throws IOException {
    Path directory = Files.createDirectories(work.resolve("nothing"));
    IOException refused =
        assertThrows(IOException.class, () -> ImageReader.read(directory, Architecture.ARM64));
    assertTrue(refused.getMessage().contains("neither an OCI layout"), refused.getMessage());
  }

  private Image image(String where) throws IOException {
    Path file = Files.createDirectories(work.resolve(where)).resolve("x");
    Files.writeString(file, "hello");
    Path other = Files.writeString(work.resolve(where).resolve("y"), "other");
    Layer layer =
        Layer.write(
            "files",
            new TreeMap<>(Map.of("/app/x", file, "/app/lib/y", other)),
            Layer.Wrapping.STORED,
            work.resolve(where).resolve("layer.tar.gz"));
    RunSpec run = new RunSpec(List.of("-Xss512k"), List.of("app.jar"), "com.example.Main");
    Image empty = Image.empty("amd64");
    return empty.withLayers(List.of(layer)).withConfiguration(run.over(empty.configuration()));
  }
}
