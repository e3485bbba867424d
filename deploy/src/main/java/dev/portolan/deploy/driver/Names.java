package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the topics, queues, buckets and tables that functions name are called at one provider, where
 * that is otherwise: the portable name stands in the class file, which goes to all, and a bucket's
 * name is taken once in the world.
 */
public record Names(Map<String, String> here) {
  /** What an adapter reads them from, where messages tell the name that holds here alone. */
  public static final String VARIABLE = "PORTOLAN_NAMES";

  private static final String PREFIX = "names.";

  /** The setting that a provider takes into its own. */
  public static final Setting SETTING =
      Setting.provider(
          PREFIX + "*", "what the topic, queue, bucket or table of this name is called here", "");

  public Names {
    here = Map.copyOf(here);
  }

  /** What the settings say. */
  public static Names of(Settings settings) {
    Map<String, String> here = new TreeMap<>();
    settings
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX) && !value.isBlank()) {
                here.put(key.substring(PREFIX.length()), value.strip());
              }
            });
    return new Names(here);
  }

  /** What a thing is called here: as the function calls it, if nothing else is said. */
  public String of(String name) {
    return here.getOrDefault(name, name);
  }

  /** Those of a function's names that are others here, as the variable holds them. */
  public Optional<String> text(Stream<String> names) {
    String text =
        names
            .filter(name -> !of(name).equals(name))
            .distinct()
            .sorted()
            .map(name -> name + "=" + of(name))
            .collect(Collectors.joining(","));
    return Optional.of(text).filter(each -> !each.isEmpty());
  }

  /** A problem for each name that no function has: most likely it is misspelt. */
  public List<Problem> strays(String provider, List<FunctionSpec> functions) {
    Set<String> known = new TreeSet<>();
    for (FunctionSpec function : functions) {
      function.triggers().forEach(each -> each.resource().ifPresent(known::add));
      function.deadLetter().ifPresent(known::add);
      function.uses().forEach(each -> known.add(each.name()));
    }
    return here.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(
            name ->
                Problem.of(
                    SettingReader.name(provider, PREFIX + name),
                    "no function names '" + name + "'",
                    known.isEmpty() ? "leave it out" : "they name " + String.join(", ", known)))
        .toList();
  }
}
