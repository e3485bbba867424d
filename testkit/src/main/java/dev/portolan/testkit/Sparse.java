package dev.portolan.testkit;

import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A jar of any size that takes hardly any room: its zip stands behind a hole. */
final class Sparse {
  private Sparse() {}

  static Path jar(Path file, long size) throws IOException {
    Path small = file.resolveSibling("small.jar");
    ReproducibleZip.create().add("com/acme/large.txt", new byte[1]).write(small);
    byte[] zip = Files.readAllBytes(small);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
      sparse.seek(size);
      sparse.write(zip);
    }
    return file;
  }
}
