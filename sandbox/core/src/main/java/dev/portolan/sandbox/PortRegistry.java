package dev.portolan.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Which port each server had, so that it can have it again. */
public final class PortRegistry {
  private final Optional<Path> file;
  private final Properties ports = new Properties();

  private PortRegistry(Optional<Path> file) {
    this.file = file;
  }

  public static PortRegistry inMemory() {
    return new PortRegistry(Optional.empty());
  }

  public static PortRegistry open(Path file) throws IOException {
    PortRegistry registry = new PortRegistry(Optional.of(file));
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        registry.ports.load(reader);
      }
    }
    return registry;
  }

  /** The port this name had last; 0 for none. */
  public synchronized int wanted(String name) {
    return Integer.parseInt(ports.getProperty(name, "0"));
  }

  public synchronized void keep(String name, int port) throws IOException {
    ports.setProperty(name, String.valueOf(port));
    write();
  }

  public synchronized void forget(String name) throws IOException {
    if (ports.remove(name) != null) {
      write();
    }
  }

  private void write() throws IOException {
    if (file.isPresent()) {
      StringBuilder text = new StringBuilder();
      ports.stringPropertyNames().stream()
          .sorted()
          .forEach(
              name -> text.append(name).append('=').append(ports.getProperty(name)).append('\n'));
      AtomicFiles.write(
          file.get(), text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
