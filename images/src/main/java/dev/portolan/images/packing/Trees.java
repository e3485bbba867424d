package dev.portolan.images.packing;

import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Directories of ours, whole. */
public final class Trees {
  private Trees() {}

  /** Deletes a directory and all in it; follows no link. */
  public static void delete(Path root) throws IOException {
    delete(root, path -> true);
  }

  /** Deletes only some of it; who spares a file must spare the directories that it is in. */
  static void delete(Path root, Predicate<Path> which) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.filter(which).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  /** A digest of all that is in a directory: names, links, times, contents. */
  static String digest(Path root) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.sorted().toList()) {
        lines.append(root.relativize(path)).append('\n');
        if (Files.isSymbolicLink(path)) {
          lines.append("-> ").append(Files.readSymbolicLink(path)).append('\n');
        } else if (Files.isRegularFile(path)) {
          lines.append(Files.getLastModifiedTime(path).toMillis() / 1000).append(' ');
          lines.append(Files.isExecutable(path)).append(' ');
          lines.append(Blob.of(path).digest()).append('\n');
        }
      }
    }
    return Sha256.hex(lines.toString());
  }
}
