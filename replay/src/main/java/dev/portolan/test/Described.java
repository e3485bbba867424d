package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.Lifecycle;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A function as a build describes it: by the same code, from the same class file.
 *
 * @param type the function's class
 * @param function what a build knows of it
 */
record Described(Class<?> type, FunctionSpec function) {
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
      Path codecs = Files.createTempDirectory("portolan-test");
      try {
        copy(type, own);
        copyAncestors(type, above);
        List<Library> libraries = new ArrayList<>();
        libraries.add(Library.of("test", "above", "1", above));
        libraries.addAll(TestCodecs.copy(type.getClassLoader(), codecs));
        Description description =
            Description.from(Bundle.of(own, libraries), TestCodecs.configured());
        return new Described(type, description.orThrow().get(0));
      } finally {
        delete(own);
        delete(above);
        delete(codecs);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("the class file of " + type.getName(), failed);
    }
  }

  String name() {
    return function.name();
  }

  /** Whether anything else than requests calls it. */
  boolean takesEvents() {
    return !function.triggers().stream().allMatch(Trigger.Http.class::isInstance)
        || function.triggers().isEmpty();
  }

  /** Whether it is told the ids of its events, not their data alone. */
  boolean takesIds() {
    return function.input().startsWith("dev.portolan.Event")
        || function.input().startsWith("dev.portolan.Batch");
  }

  /**
   * Refuses an event that no annotation of the function asks for.
   *
   * @throws IllegalArgumentException which says what they do ask for
   */
  void requireListening(TestEvent event) {
    if (event.kind() != Event.Kind.CUSTOM) {
      Listening.to(event.kind()).require(function, type.getSimpleName(), event.place());
    }
  }

  /** The descriptor of it alone. */
  String json() {
    return Descriptor.json(List.of(function));
  }

  /** The same with somebody before it who notes what it does with events. */
  String json(String notes) {
    FunctionSpec watched =
        FunctionSpec.of(
            function.name(),
            watch().getName(),
            function.input(),
            function.output(),
            function.triggers());
    return Descriptor.json(
        List.of(watched.withCodec(function.codec()).withBean(new Bean(type.getName(), notes))));
  }

  private Class<?> watch() {
    return hasHooks() ? WatchedHooks.class : Watched.class;
  }

  /** Whether it is to be started and stopped. */
  boolean hasHooks() {
    return Lifecycle.class.isAssignableFrom(type);
  }

  static void copyAncestors(Class<?> type, Path folder) throws IOException {
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      copy(type.getSuperclass(), folder);
      copyAncestors(type.getSuperclass(), folder);
    }
    for (Class<?> each : type.getInterfaces()) {
      copy(each, folder);
      copyAncestors(each, folder);
    }
  }

  static void copy(Class<?> type, Path folder) throws IOException {
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
