package dev.portolan.adapter.azurefunctions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Published folders, as the packager makes them, for functions of this process. */
final class AppFolders {
  private static final String HOST =
      "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\"}},"
          + "\"extensionBundle\":{\"id\":\"Microsoft.Azure.Functions.ExtensionBundle\","
          + "\"version\":\"[4.*, 5.0.0)\"}}";

  private AppFolders() {}

  /** A folder with the probe and nothing else. */
  static Path create() {
    try {
      Path folder = Files.createTempDirectory("azure-app");
      folder.toFile().deleteOnExit();
      write(folder.resolve("host.json"), HOST);
      write(folder.resolve("app.jar"), "");
      http(folder, "portolan-probe", ProbeEntryPoint.class, ".well-known/portolan/0/{name}");
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Adds a function that requests call. */
  static void http(Path folder, String name, Class<?> entryPoint, String route) {
    function(
        folder,
        name,
        entryPoint,
        "{\"type\":\"httpTrigger\",\"direction\":\"in\",\"name\":\"request\",\"route\":\""
            + route
            + "\",\"authLevel\":\"anonymous\"},"
            + "{\"type\":\"http\",\"direction\":\"out\",\"name\":\"$return\"}");
  }

  /** Adds a function that a trigger calls. */
  static void trigger(Path folder, String name, Class<?> entryPoint, String type, String binding) {
    String more = type.equals("timerTrigger") ? ",\"schedule\":\"0 0 0 1 1 *\"" : "";
    function(
        folder,
        name,
        entryPoint,
        "{\"type\":\""
            + type
            + "\",\"direction\":\"in\",\"name\":\""
            + binding
            + "\""
            + more
            + "}");
  }

  private static void function(Path folder, String name, Class<?> entryPoint, String bindings) {
    try {
      Files.createDirectories(folder.resolve(name)).toFile().deleteOnExit();
      write(
          folder.resolve(name).resolve("function.json"),
          "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\""
              + entryPoint.getName()
              + ".run\",\"bindings\":["
              + bindings
              + "]}");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Removes a folder that nobody reads any more. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    file.toFile().deleteOnExit();
  }
}
