package dev.portolan.images.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * The regular files of a directory or of a tar, by name. Nothing is unpacked and no link is
 * followed, so no name leads out of it.
 */
final class FileTree {
  private static final int MOST_JSON = 4 << 20;

  private final Path root;
  private final Map<String, Part> parts;

  private FileTree(Path root, Map<String, Part> parts) {
    this.root = root;
    this.parts = parts;
  }

  private record Part(Path file, long offset, long size) {
    InputStream open() throws IOException {
      SeekableByteChannel channel = Files.newByteChannel(file);
      channel.position(offset);
      return new BoundedStream(Channels.newInputStream(channel), size);
    }
  }

  static FileTree open(Path root) throws IOException {
    return new FileTree(root, Files.isDirectory(root) ? directory(root) : tar(root));
  }

  boolean has(String name) {
    return parts.containsKey(name);
  }

  /** A file of this name, hashed. */
  Blob blob(String name) throws IOException {
    Part part = part(name);
    try (InputStream in = part.open()) {
      return new Blob(Sha256.oci(Sha256.hex(in)), part.size(), part::open);
    }
  }

  /** A small file of this name, whole. */
  byte[] json(String name) throws IOException {
    Part part = part(name);
    if (part.size() > MOST_JSON) {
      throw new IOException(name + " in " + root + " is larger than any image's");
    }
    try (InputStream in = part.open()) {
      return in.readAllBytes();
    }
  }

  private Part part(String name) throws IOException {
    return Optional.ofNullable(parts.get(name))
        .orElseThrow(() -> new IOException(root + " has no file " + name));
  }

  private static Map<String, Part> directory(Path root) throws IOException {
    Map<String, Part> parts = new HashMap<>();
    try (var walk = Files.walk(root)) {
      for (Path file : walk.filter(path -> Files.isRegularFile(path)).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        parts.put(name, new Part(file, 0, Files.size(file)));
      }
    }
    return parts;
  }

  private static Map<String, Part> tar(Path file) throws IOException {
    Map<String, Part> parts = new HashMap<>();
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        if (entry.isFile() && !entry.isSparse()) {
          String name = entry.getName().replaceFirst("^\\./", "");
          parts.put(name, new Part(file, entry.getDataOffset(), entry.getSize()));
        }
      }
    }
    return parts;
  }
}
