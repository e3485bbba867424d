package dev.portolan.deploy.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** The bytes of an entry, to be read as often as needed. */
@FunctionalInterface
interface Content {
  InputStream open() throws IOException;

  static Content of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return () -> new ByteArrayInputStream(copy);
  }

  static Content of(Path file) {
    return () -> Files.newInputStream(file);
  }

  /** Size and checksum, from one reading. */
  default Sum sum() throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        size += n;
      }
    }
    return new Sum(size, crc.getValue());
  }

  /** What must be the same at the second reading. */
  record Sum(long size, long crc) {}
}
