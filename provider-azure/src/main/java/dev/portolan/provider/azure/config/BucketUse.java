package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function itself does with the objects of buckets, and the setting that remembers it. */
public enum BucketUse {
  READ(Use.Kind.READ, "PORTOLAN_READS_FROM"),
  WRITE(Use.Kind.WRITE, "PORTOLAN_WRITES_TO");

  private final Use.Kind kind;
  private final String setting;

  BucketUse(Use.Kind kind, String setting) {
    this.kind = kind;
    this.setting = setting;
  }

  /** The uses by which it does. */
  private Stream<Use> uses(FunctionSpec function) {
    return function.uses().stream().filter(use -> use.kind() == kind);
  }

  /** The buckets that a function reads from or stores in, each once. */
  public static Stream<String> buckets(FunctionSpec function) {
    return Stream.of(values()).flatMap(each -> each.uses(function)).map(Use::name).distinct();
  }

  /**
   * Puts where the buckets are into a function's settings, and the resource ids of their
   * containers, by which a later run knows what rights were given.
   *
   * @param place of a bucket, as the function finds it
   * @param id of a bucket's container
   */
  public static void put(
      FunctionSpec function,
      Function<String, String> place,
      Function<String, String> id,
      Map<String, String> settings) {
    for (BucketUse each : values()) {
      each.uses(function).forEach(use -> settings.put(use.variable(), place.apply(use.name())));
      TreeSet<String> ids =
          each.uses(function)
              .map(use -> id.apply(use.name()))
              .collect(Collectors.toCollection(TreeSet::new));
      if (!ids.isEmpty()) {
        settings.put(each.setting, String.join(" ", ids));
      }
    }
  }

  /** The resource ids of all containers that settings let a function do any of it with. */
  public static Stream<String> all(Map<String, String> settings) {
    return Stream.of(values()).flatMap(each -> each.ids(settings)).distinct();
  }

  /** The resource ids of the containers that settings let a function do this with. */
  public Stream<String> ids(Map<String, String> settings) {
    return Stream.of(settings.getOrDefault(setting, "").split(" ")).filter(id -> !id.isEmpty());
  }
}
