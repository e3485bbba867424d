package dev.portolan.sandbox.images.pod;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks layers one over the other. Nothing is written outside the root: names that lead out of it
 * and links followed on the way are refused. Devices are left out; owners are not kept. Source of
 * the whiteouts: OCI image specification, "Image Layer Filesystem Changeset".
 */
final class ImageRoot {
  private static final String GONE = ".wh.";
  private static final String ALL_GONE = ".wh..wh..opq";

  private final Path root;

  ImageRoot(Path root) {
    this.root = root;
  }

  void add(Path layer) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(layer))) {
      raw.mark(4);
      int first = raw.read();
      int second = raw.read();
      raw.reset();
      if (first == 0x28 && second == 0xb5) {
        throw new IOException("layers compressed with zstd are not read here: use gzip");
      }
      boolean gzip = first == 0x1f && second == 0x8b;
      TarEntries entries =
          new TarEntries(gzip ? new BufferedInputStream(new GZIPInputStream(raw)) : raw);
      Optional<TarEntries.Entry> entry = entries.next();
      while (entry.isPresent()) {
        unpack(entry.get(), entries);
        entry = entries.next();
      }
    }
  }

  private void unpack(TarEntries.Entry entry, TarEntries entries) throws IOException {
    Path target = inside(entry.name());
    if (target.equals(root)) {
      return;
    }
    String name = target.getFileName().toString();
    if (name.equals(ALL_GONE)) {
      empty(target.getParent());
      return;
    }
    if (name.startsWith(GONE)) {
      delete(target.resolveSibling(plain(name.substring(GONE.length()))));
      return;
    }
    Files.createDirectories(target.getParent());
    switch (entry.type()) {
      case '5' -> directory(target);
      case '0', '7' -> {
        delete(target);
        Files.copy(entries.content(), target);
        mode(target, entry.mode());
        // a JVM holds a class-data archive against the times of the jars it was made of
        Files.setLastModifiedTime(target, FileTime.from(entry.modified(), TimeUnit.SECONDS));
      }
      case '1' -> {
        delete(target);
        Path source = inside(entry.link());
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
      case '2' -> {
        delete(target);
        Files.createSymbolicLink(target, link(target, entry.link()));
      }
      default -> {
        // devices and pipes: nothing that runs here needs them
      }
    }
  }

  private static String plain(String name) throws IOException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new IOException("a layer of the image removes what is no file of it: " + name);
    }
    return name;
  }

  private static void directory(Path target) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      delete(target);
      Files.createDirectory(target);
    }
  }

  /** An absolute link is meant within the image. */
  private Path link(Path from, String link) throws IOException {
    Path target = link.startsWith("/") ? inside(link) : from.getParent().resolve(link).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("a link of the image leads out of it: " + link);
    }
    return from.getParent().relativize(target);
  }

  private Path inside(String name) throws IOException {
    Path target = root.resolve(name.replaceFirst("^/+", "")).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("a name in the image leads out of it: " + name);
    }
    Path parent = target.equals(root) ? root : target.getParent();
    for (Path step = parent; !step.equals(root); step = step.getParent()) {
      if (Files.isSymbolicLink(step) && !step.toRealPath().startsWith(root.toRealPath())) {
        throw new IOException("a link of the image leads out of it: " + root.relativize(step));
      }
    }
    return target;
  }

  private static void mode(Path file, int mode) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      StringBuilder text = new StringBuilder();
      int all = mode | 0600;
      for (int bit = 8; bit >= 0; bit--) {
        text.append((all >> bit & 1) == 1 ? "rwx".charAt((8 - bit) % 3) : '-');
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(text.toString()));
    }
  }

  private static void empty(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (var all = Files.list(directory)) {
        for (Path each : all.toList()) {
          delete(each);
        }
      }
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException problem)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
