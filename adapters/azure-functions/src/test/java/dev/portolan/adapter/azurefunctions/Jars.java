package dev.portolan.adapter.azurefunctions;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Makes jars of what is on the class path of a test. */
final class Jars {
  private Jars() {}

  /** A jar of where this class is. */
  static void of(Class<?> type, Path jar) throws IOException, URISyntaxException {
    Path home = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(home)) {
      Files.copy(home, jar);
      return;
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        Stream<Path> files = Files.walk(home)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        add(entries, home.relativize(each).toString(), Files.readAllBytes(each));
      }
    }
  }

  /** A jar with a descriptor. */
  static void of(String descriptor, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      add(entries, "META-INF/portolan/functions.json", descriptor.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void add(JarOutputStream entries, String name, byte[] bytes) throws IOException {
    entries.putNextEntry(new ZipEntry(name));
    entries.write(bytes);
  }
}
