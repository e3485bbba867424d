package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as other tools write them. */
final class Archives {
  private Archives() {}

  /** A zip with these entries, each holding its own name. */
  static Path zip(Path file, String... names) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  /** A zip with one entry of so many zeros. */
  static Path zeros(Path file, long bytes) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("zeros"));
      pour(out, bytes);
    }
    return file;
  }

  private static void pour(OutputStream out, long bytes) throws IOException {
    byte[] block = new byte[1 << 20];
    for (long left = bytes; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  /** Replaces bytes of a file, of equal length, wherever they stand. */
  static Path replace(Path file, String what, String with) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (!text.contains(what) || what.length() != with.length()) {
      throw new IllegalArgumentException(what);
    }
    return Files.writeString(file, text.replace(what, with), StandardCharsets.ISO_8859_1);
  }
}
