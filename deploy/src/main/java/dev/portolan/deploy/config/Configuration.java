package dev.portolan.deploy.config;

import dev.portolan.deploy.describe.Configured;
import dev.portolan.deploy.describe.Definition;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a project configures, key by key, with the place where each key stands.
 *
 * <p>Common keys: {@code memory} (MiB), {@code timeout} (seconds, or {@code 30s}, {@code 2m}),
 * {@code architecture}, {@code maxConcurrency}, {@code deadLetter}, {@code cors} (origins) with
 * {@code corsHeaders}, {@code corsExposes}, {@code corsCredentials} and {@code corsMaxAge}, {@code
 * jwtIssuer} with {@code jwtAudiences} and {@code jwtScopes}, {@code environment.NAME}. A
 * provider's keys: {@code portolan.<provider>.<key>}. Of one function: the same behind {@code
 * <function>.}. A common key behind {@code portolan.<provider>.} holds for that provider alone. The
 * narrower wins. Of one function that is a framework's bean: {@code definition}, and what calls it,
 * {@code path}, {@code methods}, {@code access}, {@code schedule}, {@code timezone}, {@code topic},
 * {@code types}, {@code queue}, {@code batch}, {@code objectCreated}, {@code objectDeleted}, {@code
 * recordChanged}, {@code kafka}, {@code group}. Of the whole project: {@code portolan.codec}, the
 * class that reads and writes JSON. Of a finding that somebody accepts, the reason: {@code
 * portolan.accept.<name>}, or {@code portolan.accept.<name>.<class>}.
 */
public record Configuration(List<Entry> entries) {
  private static final String PREFIX = "portolan.";
  private static final String CODEC = PREFIX + "codec";
  private static final String ACCEPT = PREFIX + "accept.";

  public Configuration {
    entries = List.copyOf(entries);
  }

  public static Configuration of(List<Entry> entries) {
    return new Configuration(entries);
  }

  /**
   * One key and its value.
   *
   * @param where where it stands: {@code pom.xml:41}, {@code -Dportolan.PROVIDER.memory}
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

  /** What is said here of the project's class files, for their description. */
  public Configured ofClasses() {
    Optional<Configured.Codec> codec =
        entries.stream()
            .filter(entry -> entry.key().equals(CODEC) && !entry.value().isBlank())
            .map(entry -> new Configured.Codec(entry.value().strip(), entry.where()))
            .findFirst();
    return new Configured(definitions(), codec);
  }

  /** The functions that are defined here by the beans they are made of. */
  private List<Definition> definitions() {
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
    return new Resolution(provider.name(), SettingKeys.of(provider.settings()), functions)
        .of(entries);
  }

  /**
   * What the common keys mean at a provider that is not there to say which settings it knows; those
   * are left out.
   */
  public Resolved resolveCommon(String provider, List<FunctionSpec> functions) {
    List<Entry> common =
        entries.stream().filter(entry -> isCommon(entry.key(), PREFIX + provider + ".")).toList();
    return new Resolution(provider, new SettingKeys(List.of()), functions).of(common);
  }

  /** What is accepted of a project's lack of portability, keys without their prefix. */
  public List<Entry> accepted() {
    return entries.stream()
        .filter(entry -> entry.key().startsWith(ACCEPT))
        .map(
            entry ->
                new Entry(entry.key().substring(ACCEPT.length()), entry.value(), entry.where()))
        .toList();
  }

  /** Whether it is a provider's own setting neither, nor another provider's anything. */
  private static boolean isCommon(String key, String prefix) {
    int start = key.startsWith(PREFIX) ? 0 : key.indexOf("." + PREFIX) + 1;
    if (start == 0 && !key.startsWith(PREFIX)) {
      return true;
    }
    String rest = key.substring(start);
    return rest.startsWith(prefix)
        && (CommonKey.find(rest.substring(prefix.length())).isPresent()
            || rest.startsWith(prefix + Resolution.ENVIRONMENT));
  }
}
