package dev.portolan.deploy.describe;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Class files in a jar or in a directory, as bytes. */
public final class ClassSource implements Closeable {
  /** No compiler writes a larger class file: its constant pool ends before. */
  private static final int MAX_CLASS_BYTES = 64 << 20;

  private final Path path;
  private final Optional<JarFile> jar;

  private ClassSource(Path path, Optional<JarFile> jar) {
    this.path = path;
    this.jar = jar;
  }

  /**
   * Opens a jar or a directory.
   *
   * @throws IOException if it is neither, or cannot be read
   */
  public static ClassSource open(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    return new ClassSource(
        path, directory ? Optional.empty() : Optional.of(new JarFile(path.toFile(), false)));
  }

  /** What the jar or the directory is called. */
  String fileName() {
    return path.getFileName().toString();
  }

  /** Names of its class files, sorted; those for newer Java releases only are left out. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (jar.isPresent()) {
      jar.get().stream().map(ZipEntry::getName).forEach(names::add);
    } else {
      try (Stream<Path> files = Files.walk(path)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> path.relativize(file).toString().replace('\\', '/'))
            .forEach(names::add);
      }
    }
    return names.stream()
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .filter(name -> !name.endsWith("module-info.class"))
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The bytes of an entry; empty if there is none of that name.
   *
   * @throws IOException also if it is larger than any class file
   */
  public Optional<byte[]> read(String name) throws IOException {
    if (jar.isEmpty()) {
      Path file = path.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
    ZipEntry entry = jar.get().getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = jar.get().getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_CLASS_BYTES + 1);
      if (bytes.length > MAX_CLASS_BYTES) {
        throw new IOException(path + "!/" + name + " is larger than any class file");
      }
      return Optional.of(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    if (jar.isPresent()) {
      jar.get().close();
    }
  }
}
