package dev.portolan.images.packing;

import dev.portolan.images.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that runs on this machine and is, to the byte, the one that runs the image.
 *
 * @param build tells this build from every other
 */
record LocalJvm(Path home, String build, int release) {
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)[^\"]*\"", Pattern.MULTILINE);

  /** Reads what a Java home says of itself; empty where it says nothing. */
  static Optional<LocalJvm> at(Path home) throws IOException {
    Path file = home.resolve("release");
    Path library = home.resolve("lib/server/libjvm.so");
    if (!Files.isReadable(file) || !Files.isReadable(library)) {
      return Optional.empty();
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(text);
    if (!version.find()) {
      return Optional.empty();
    }
    String build = Sha256.hex(text + Files.size(library));
    return Optional.of(new LocalJvm(home, build, Integer.parseInt(version.group(1))));
  }

  /** The JVM that this process runs on. */
  static Optional<LocalJvm> current() throws IOException {
    return at(Path.of(System.getProperty("java.home")));
  }

  Path program() {
    return home.resolve("bin/java");
  }
}
