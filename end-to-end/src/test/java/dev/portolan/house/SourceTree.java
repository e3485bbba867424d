package dev.portolan.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository as it lies on disk. */
final class SourceTree {
  private SourceTree() {}

  /** The folder that holds the whole build, given to the test by the build. */
  static Path root() {
    return Path.of(System.getProperty("portolan.root", "..")).toAbsolutePath().normalize();
  }

  /** The main sources of some modules. */
  static List<Path> mainSources(String... modules) {
    return below("src/main", modules);
  }

  /** The sources of some modules, those of their tests too. */
  static List<Path> sources(String... modules) {
    return below("src", modules);
  }

  private static List<Path> below(String folder, String... modules) {
    return Stream.of(modules)
        .map(module -> root().resolve(module).resolve(folder))
        .flatMap(SourceTree::files)
        .sorted()
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
