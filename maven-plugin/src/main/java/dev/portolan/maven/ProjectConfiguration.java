package dev.portolan.maven;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What a project says about its functions: in the plugin's configuration, in properties of the pom,
 * and, over all, on the command line.
 */
final class ProjectConfiguration {
  private static final String PROVIDER_KEY = "portolan.";
  private static final String OWN_KEY = "portolan.sandbox.";

  private static final Set<String> OF_PROJECT = Set.of("accept", "codec");
  private static final Set<String> OWN_KEYS = Set.of(OWN_KEY + "dir");

  private final SortedMap<String, Configuration.Entry> entries = new TreeMap<>();
  private final SortedMap<String, Map<String, String>> samples = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Function<String, String> place;

  /**
   * @param place where a key of the configuration stands, such as {@code pom.xml:41}
   */
  ProjectConfiguration(Function<String, String> place) {
    this.place = place;
  }

  /** Takes {@code portolan.<provider>.<key>} properties. */
  ProjectConfiguration properties(Map<String, String> values, Function<String, String> where) {
    values.forEach(
        (key, value) -> {
          if (key.startsWith(OWN_KEY)) {
            own(key, where);
          } else if (key.startsWith(PROVIDER_KEY)) {
            put(key, value, where.apply(key));
          }
        });
    return this;
  }

  /**
   * Takes the plugin's configuration as it stands in the pom.
   *
   * @param parameters all that may stand at its top
   * @param reserved those of them that are Maven's parameters and no configuration of a function
   */
  ProjectConfiguration xml(
      Xpp3Dom configuration, Collection<String> parameters, Collection<String> reserved) {
    for (Xpp3Dom child : configuration.getChildren()) {
      String name = child.getName();
      if (name.startsWith(PROVIDER_KEY)) {
        put(name, value(child), place.apply(name));
      } else if (!parameters.contains(name)) {
        problems.add(
            Problem.of(
                place.apply(name), "unknown key '" + name + "'", Nearest.hint(name, parameters)));
      } else if (name.equals("functions")) {
        for (Xpp3Dom function : child.getChildren()) {
          String path = name + "." + function.getName();
          for (Xpp3Dom key : function.getChildren()) {
            take(function.getName(), key, path + "." + key.getName());
          }
        }
      } else if (!reserved.contains(name)) {
        take("", child, name);
      }
    }
    return this;
  }

  /** The keys, as {@link Configuration} spells them. */
  Configuration configuration() {
    return Configuration.of(List.copyOf(entries.values()));
  }

  /** The provider's keys that need no function: all that goals without a build have use for. */
  Configuration withoutFunctions() {
    return Configuration.of(
        entries.values().stream().filter(e -> e.key().startsWith(PROVIDER_KEY)).toList());
  }

  /** The sample declared for one function, or else for all. */
  Sample sample(String function) {
    return Sample.from(samples.getOrDefault(function, Map.of()))
        .or(Sample.from(samples.getOrDefault("", Map.of())));
  }

  /** What is wrong before any provider is asked, with names that nearly are one's own. */
  List<Problem> problems(Collection<String> providers) {
    List<Problem> all = new ArrayList<>(problems);
    for (Configuration.Entry entry : entries.values()) {
      int start = entry.key().indexOf(PROVIDER_KEY);
      String rest = start < 0 ? "" : entry.key().substring(start + PROVIDER_KEY.length());
      String named = rest.substring(0, Math.max(0, rest.indexOf('.')));
      if (!named.isEmpty() && !providers.contains(named)) {
        Nearest.of(named, providers)
            .map(meant -> "did you mean '" + meant + "'?")
            .map(hint -> Problem.of(entry.where(), "unknown provider '" + named + "'", hint))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private void own(String key, Function<String, String> where) {
    if (!OWN_KEYS.contains(key)) {
      problems.add(
          Problem.of(where.apply(key), "unknown key '" + key + "'", Nearest.hint(key, OWN_KEYS)));
    }
  }

  private void take(String function, Xpp3Dom element, String path) {
    String name = element.getName();
    if (name.equals("sample")) {
      for (Xpp3Dom part : element.getChildren()) {
        sample(function, part.getName(), value(part), path + "." + part.getName());
      }
    } else {
      String prefix = function.isEmpty() ? "" : function + ".";
      String key = name.equals("providers") ? "portolan" : name;
      // of one function they stay unknown keys: findings are of classes, a codec is of all
      boolean ofProject = OF_PROJECT.contains(name) && function.isEmpty();
      flatten(ofProject ? PROVIDER_KEY + name : prefix + key, element, path);
    }
  }

  private void sample(String function, String key, String value, String path) {
    if (Sample.KEYS.contains(key)) {
      samples.computeIfAbsent(function, name -> new LinkedHashMap<>()).put(key, value);
    } else {
      problems.add(
          Problem.of(
              place.apply(path),
              "unknown key '" + key + "' of a sample",
              Nearest.hint(key, new java.util.TreeSet<>(Sample.KEYS))));
    }
  }

  private void flatten(String key, Xpp3Dom element, String path) {
    if (element.getChildCount() == 0) {
      put(key, value(element), place.apply(path));
    }
    for (Xpp3Dom child : element.getChildren()) {
      flatten(key + "." + child.getName(), child, path + "." + child.getName());
    }
  }

  private void put(String key, String value, String where) {
    entries.put(key, new Configuration.Entry(key, value, where));
  }

  private static String value(Xpp3Dom element) {
    return element.getValue() == null ? "" : element.getValue().trim();
  }
}
