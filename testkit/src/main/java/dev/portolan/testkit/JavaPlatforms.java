package dev.portolan.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Java platforms on this machine that can run what is compiled here. */
final class JavaPlatforms {
  private static final int OLDEST = 17;

  private JavaPlatforms() {}

  /** This one, and those installed beside it; their {@code java} programs, sorted. */
  static List<Path> found() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(home.getParent())) {
      return Stream.concat(Stream.of(home), beside)
          .map(JavaPlatforms::real)
          .filter(path -> release(path) >= OLDEST)
          .map(path -> path.resolve("bin/java"))
          .filter(Files::isExecutable)
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  /** The release that a home says it is of; 0 if it does not say. */
  private static int release(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
