package dev.portolan.sandbox.images.pod;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageRootTest {
  @TempDir Path directory;

  @Test
  void aLaterLayerTakesAFileAway() throws Exception {
    ImageRoot root = new ImageRoot(Files.createDirectory(directory.resolve("root")));
    root.add(layer("app/a"));
    root.add(layer("app/.wh.a"));
    assertFalse(Files.exists(directory.resolve("root/app/a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {".wh...", ".wh..", ".wh.", "app/.wh...", "app/.wh.."})
  void aLayerTakesNothingAwayButItsFiles(String name) throws Exception {
    Path stranger = Files.writeString(directory.resolve("stranger"), "here");
    ImageRoot root = new ImageRoot(Files.createDirectory(directory.resolve("root")));
    root.add(layer("app/a"));
    assertThrows(IOException.class, () -> root.add(layer(name)));
    assertTrue(Files.exists(stranger) && Files.exists(directory.resolve("root/app/a")));
  }

  /** A tar of one empty file, in the ustar format. */
  private Path layer(String name) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, "00000000000");
    put(header, 136, "00000000000");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 148, "        ");
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, String.format("%06o", sum));
    header[154] = 0;
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.write(header);
    tar.write(new byte[1024]);
    return Files.write(Files.createTempFile(directory, "layer", ".tar"), tar.toByteArray());
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
