package dev.portolan.images.packing;

import dev.portolan.images.image.Image;
import dev.portolan.images.image.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * JVMs of base images in registries, unpacked once and kept between runs. Each lies under the
 * digest of the layers it comes from, whole or not at all; one that was damaged is made anew.
 */
public record JvmStore(Path directory) {
  private static final String ROOT = "root";
  private static final String DIGEST = "digest";

  /**
   * Where programs keep what they can have again: {@code portolan/jvm} there.
   *
   * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">base directories</a>
   */
  public static JvmStore of(Map<String, String> environment) {
    Path caches =
        Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(
                () ->
                    Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(".cache"));
    return new JvmStore(caches.resolve("portolan").resolve("jvm"));
  }

  /** The JVM of an image whose layers can be read. */
  LocalJvm get(Image base) throws IOException, TrainingException {
    ImageJvm jvm = ImageJvm.of(base);
    StringBuilder parts = new StringBuilder(jvm.home());
    base.layers().forEach(layer -> parts.append(' ').append(layer.blob().digest()));
    String name = Sha256.hex(parts.toString());
    Path entry = directory.resolve(name);
    return whole(entry) ? jvm.in(entry.resolve(ROOT)).orElseThrow() : unpacked(jvm, entry);
  }

  private LocalJvm unpacked(ImageJvm jvm, Path entry) throws IOException, TrainingException {
    Files.createDirectories(directory);
    Path temporary = Files.createTempDirectory(directory, ".unpacking");
    try {
      jvm.unpack(temporary.resolve(ROOT));
      Files.writeString(temporary.resolve(DIGEST), Trees.digest(temporary.resolve(ROOT)));
      move(temporary, entry);
    } finally {
      Trees.delete(temporary);
    }
    return jvm.in(entry.resolve(ROOT)).orElseThrow();
  }

  /** Another process may have been faster, and may run what it put there: that stays. */
  private static void move(Path temporary, Path entry) throws IOException {
    try {
      Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException taken) {
      if (!whole(entry)) {
        replace(temporary, entry);
      }
    }
  }

  private static void replace(Path temporary, Path entry) throws IOException {
    Path aside = Files.createTempDirectory(entry.getParent(), ".damaged");
    try {
      Files.move(entry, aside, StandardCopyOption.ATOMIC_MOVE);
      Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!whole(entry)) {
        throw e;
      }
    } finally {
      Trees.delete(aside);
    }
  }

  private static boolean whole(Path entry) throws IOException {
    Path digest = entry.resolve(DIGEST);
    return Files.isRegularFile(digest)
        && Files.isDirectory(entry.resolve(ROOT))
        && Files.readString(digest).equals(Trees.digest(entry.resolve(ROOT)));
  }
}
