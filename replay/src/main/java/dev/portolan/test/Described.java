package dev.portolan.test;

import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A function as a build describes it: by the same code, from the same class file.
 *
 * @param type the function's class
 * @param name the function's name
 * @param json the descriptor of it alone
 */
record Described(Class<?> type, String name, String json) {
  private static final Map<Class<?>, Described> KNOWN = new ConcurrentHashMap<>();

  /**
   * Describes a function.
   *
   * @throws dev.portolan.deploy.model.DeployException with all that a build would say against it
   */
  static Described of(Class<?> type) {
    return KNOWN.computeIfAbsent(type, Described::read);
  }

  /** The description reads folders: one with the class alone, one with what it is derived from. */
  private static Described read(Class<?> type) {
    try {
      Path own = Files.createTempDirectory("portolan-test");
      Path above = Files.createTempDirectory("portolan-test");
      try {
        copy(type, own);
        copyAncestors(type, above);
        Bundle bundle = Bundle.of(own, List.of(Library.of("test", "above", "1", above)));
        FunctionSpec function = Description.from(bundle).orThrow().get(0);
        return new Described(type, function.name(), Descriptor.json(List.of(function)));
      } finally {
        delete(own);
        delete(above);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("the class file of " + type.getName(), failed);
    }
  }

  private static void copyAncestors(Class<?> type, Path folder) throws IOException {
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      copy(type.getSuperclass(), folder);
      copyAncestors(type.getSuperclass(), folder);
    }
    for (Class<?> each : type.getInterfaces()) {
      copy(each, folder);
      copyAncestors(each, folder);
    }
  }

  private static void copy(Class<?> type, Path folder) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = folder.resolve(name);
    try (InputStream stream = type.getResourceAsStream("/" + name)) {
      if (stream != null && !Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.copy(stream, file);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
