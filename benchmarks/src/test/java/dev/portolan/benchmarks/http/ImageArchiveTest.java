package dev.portolan.benchmarks.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a layer is unpacked as it was packed")
final class ImageArchiveTest {
  private static final Instant TIME = Instant.parse("1970-01-01T00:00:01Z");

  @TempDir Path directory;

  @Test
  @DisplayName("files keep the time that a start-up cache notes of them")
  void unpacks() throws IOException {
    ImageArchive.unpack(layer("/app/lib/a.jar"), directory);
    Path file = directory.resolve("app/lib/a.jar");
    assertEquals("content", Files.readString(file));
    assertEquals(TIME, Files.getLastModifiedTime(file).toInstant());
  }

  @Test
  @DisplayName("a name that leads out of the image is refused")
  void stays() throws IOException {
    Path root = Files.createDirectory(directory.resolve("root"));
    byte[] layer = layer("app/../../outside");
    assertThrows(IOException.class, () -> ImageArchive.unpack(layer, root));
    assertFalse(Files.exists(directory.resolve("outside")));
  }

  private static byte[] layer(String name) throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      entry.setModTime(TIME.toEpochMilli());
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
