package dev.portolan.deploy.config;

import dev.portolan.deploy.describe.Definition;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What a project configures, key by key, with the place where each key stands.
 *
 * <p>Common keys: {@code memory} (MiB), {@code timeout} (seconds, or {@code 30s}, {@code 2m}),
 * {@code architecture}, {@code maxConcurrency}, {@code deadLetter}, {@code environment.NAME}. A
 * provider's keys: {@code portolan.<provider>.<key>}. Of one function: the same behind {@code
 * <function>.}. A common key behind {@code portolan.<provider>.} holds for that provider alone. The
 * narrower wins. Of one function that is a framework's bean: {@code definition}, and what calls it,
 * {@code path}, {@code methods}, {@code access}, {@code schedule}, {@code timezone}, {@code topic},
 * {@code types}, {@code queue}, {@code batch}, {@code objectCreated}, {@code objectDeleted}, {@code
 * recordChanged}, {@code kafka}, {@code group}.
 */
public record Configuration(List<Entry> entries) {
  public Configuration {
    entries = List.copyOf(entries);
  }

  public static Configuration of(List<Entry> entries) {
    return new Configuration(entries);
  }

  /**
   * One key and its value.
   *
   * @param where where it stands: {@code pom.xml:41}, {@code -Dportolan.memory}
   */
  public record Entry(String key, String value, String where) {
    public Entry {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(where, "where");
    }

    /** Names the key, never the value. */
    @Override
    public String toString() {
      return key + " (" + where + ")";
    }
  }

  /**
   * What a configuration means for one provider.
   *
   * @param functions the described functions with what is configured for them here
   * @param problems all that is wrong, each with its place
   * @param warnings what a person should look at
   */
  public record Resolved(
      Settings settings,
      List<FunctionSpec> functions,
      List<Problem> problems,
      List<Problem> warnings) {
    public Resolved {
      Objects.requireNonNull(settings, "settings");
      functions = List.copyOf(functions);
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }

    /**
     * This, if nothing is wrong.
     *
     * @throws DeployException with all problems, if there are any
     */
    public Resolved orThrow() {
      if (!problems.isEmpty()) {
        throw DeployException.of(problems);
      }
      return this;
    }
  }

  /** The functions that are defined here by the beans they are made of. */
  public List<Definition> definitions() {
    return entries.stream()
        .filter(entry -> entry.key().matches("[^.]+[.]" + BeanTriggers.DEFINITION))
        // a variable of that name
        .filter(entry -> !entry.key().startsWith(Resolution.ENVIRONMENT))
        .map(
            entry ->
                new Definition(
                    entry.key().substring(0, entry.key().indexOf('.')),
                    entry.value(),
                    entry.where()))
        .toList();
  }

  /**
   * What this means for a provider's deployment of these functions. Keys of other providers are
   * left to them.
   */
  public Resolved resolve(Provider provider, List<FunctionSpec> functions) {
    return new Resolution(provider, functions).of(entries);
  }
}
