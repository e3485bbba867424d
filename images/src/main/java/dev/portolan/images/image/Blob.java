package dev.portolan.images.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of an image with their digest, wherever they lie.
 *
 * @param digest {@code sha256:<hex>}
 */
public record Blob(String digest, long size, Source source) {
  /** Opens the bytes, as often as asked. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  public static Blob of(byte[] bytes) {
    return new Blob(
        Sha256.oci(Sha256.hex(bytes)), bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  public static Blob of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Blob(
          Sha256.oci(Sha256.hex(in)), Files.size(file), () -> Files.newInputStream(file));
    }
  }

  /** Bytes that are in the base image's registry. */
  public static Blob remote(String digest, long size) {
    return new Blob(digest, size, new Elsewhere());
  }

  public boolean isRemote() {
    return source instanceof Elsewhere;
  }

  private record Elsewhere() implements Source {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("these bytes are in the base image's registry");
    }
  }

  /** The bytes, held against size and digest while they are read to their end. */
  public InputStream checked() throws IOException {
    return new CheckedStream(this, source.open());
  }

  public byte[] bytes() throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return "Blob[" + digest + ", " + size + " bytes]";
  }
}
