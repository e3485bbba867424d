package dev.portolan.sandbox.gcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sources of functions as they are uploaded. */
final class Archives {
  static final String ENTRY_POINT = "example.Entry";

  private Archives() {}

  /** One jar in the root that leads to a second one with the entry point. */
  static byte[] function(String marker) {
    String manifest = "Manifest-Version: 1.0\r\nClass-Path: lib/app.jar\r\n\r\n";
    return zip(
        Map.of(
            "function.jar", zip(Map.of("META-INF/MANIFEST.MF", bytes(manifest))),
            "lib/app.jar", zip(Map.of("example/Entry.class", bytes(marker)))));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        ZipEntry next = new ZipEntry(entry.getKey());
        next.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(next);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
