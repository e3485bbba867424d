package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The newest class file of an archive.
 *
 * @param major the class file's major version: 61 is Java 17
 * @param className binary name
 * @param where the archive and, within it, the entry
 */
public record BytecodeLevel(int major, String className, String where) {
  private static final int MAGIC = 0xCAFEBABE;
  private static final Comparator<BytecodeLevel> NEWEST_FIRST =
      Comparator.comparingInt(BytecodeLevel::major).reversed().thenComparing(BytecodeLevel::where);

  public BytecodeLevel {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(where, "where");
  }

  /**
   * Reads a jar, or a zip that holds jars; empty if there is no class in it. Classes that an
   * archive keeps for newer releases only ({@code META-INF/versions}) and module descriptors do not
   * count: a platform of an older release does not load them.
   */
  public static Optional<BytecodeLevel> newest(Path archive) throws IOException {
    return newest(archive, String.valueOf(archive.getFileName()), true);
  }

  /** The newest of all jars of a class path. */
  public static Optional<BytecodeLevel> newest(ClassPath classPath) throws IOException {
    Optional<BytecodeLevel> newest = newest(classPath.application());
    for (Library library : classPath.libraries()) {
      newest = newer(newest, newest(library.file()));
    }
    return newest;
  }

  /** The Java release that can run it. */
  public int release() {
    return major - 44;
  }

  private static Optional<BytecodeLevel> newest(Path archive, String where, boolean nested)
      throws IOException {
    Optional<BytecodeLevel> newest = Optional.empty();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (counts(name)) {
          try (InputStream in = zip.getInputStream(entry)) {
            newest = newer(newest, level(in, name, where + "!/" + name));
          }
        } else if (nested && name.endsWith(".jar")) {
          newest = newer(newest, inner(zip, entry, where + "!/" + name));
        }
      }
    }
    return newest;
  }

  /** A jar in a zip, read from a copy: some jars cannot be read as a stream. */
  private static Optional<BytecodeLevel> inner(ZipFile zip, ZipEntry entry, String where)
      throws IOException {
    Path copy = Files.createTempFile("portolan", ".jar");
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return newest(copy, where, false);
    } finally {
      Files.delete(copy);
    }
  }

  private static Optional<BytecodeLevel> newer(
      Optional<BytecodeLevel> a, Optional<BytecodeLevel> b) {
    return Stream.of(a, b).flatMap(Optional::stream).min(NEWEST_FIRST);
  }

  private static boolean counts(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private static Optional<BytecodeLevel> level(InputStream in, String name, String where)
      throws IOException {
    byte[] head = in.readNBytes(8);
    if (head.length < 8 || ByteBuffer.wrap(head).getInt() != MAGIC) {
      return Optional.empty();
    }
    int major = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(6));
    String binary = name.substring(0, name.length() - ".class".length()).replace('/', '.');
    return Optional.of(new BytecodeLevel(major, binary, where));
  }
}
