package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.Lifecycle;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  private static Described read(Class<?> type) {
    Description description =
        Description.of(type.getName(), type.getClassLoader(), TestCodecs.configured());
    return new Described(type, description.orThrow().get(0));
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
}
