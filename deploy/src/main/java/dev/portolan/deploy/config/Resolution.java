package dev.portolan.deploy.config;

import dev.portolan.deploy.config.Configuration.Entry;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One reading of a configuration for one provider. */
final class Resolution {
  static final String ENVIRONMENT = "environment.";

  private final String provider;
  private final SettingKeys known;
  private final Map<String, Draft> functions = new TreeMap<>();
  private final List<FunctionSpec> described;
  private final Map<String, String> settings = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** A function while keys are laid over it. */
  private static final class Draft {
    private FunctionSpec function;
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Map<String, Entry> triggers = new TreeMap<>();
    private boolean detailsCors;
    private boolean detailsJwt;
    private boolean refusesJwt;

    Draft(FunctionSpec function) {
      this.function = function;
      environment = new TreeMap<>(function.environment());
      settings = new TreeMap<>(function.settings());
    }
  }

  /**
   * A key taken apart.
   *
   * @param rank narrower keys have higher ones and are laid over broader ones
   */
  private record Key(Entry entry, Optional<String> function, boolean own, String rest, int rank) {}

  Resolution(String provider, SettingKeys known, List<FunctionSpec> described) {
    this.provider = provider;
    this.known = known;
    this.described = described;
    described.forEach(function -> functions.put(function.name(), new Draft(function)));
  }

  Configuration.Resolved of(List<Entry> entries) {
    Map<String, String> places = new HashMap<>();
    List<Key> keys = new ArrayList<>();
    for (Entry entry : entries) {
      String other = places.putIfAbsent(entry.key(), entry.where());
      if (other != null) {
        problem(entry, "'" + entry.key() + "' is set twice, also at " + other, "leave one");
      } else {
        parse(entry).ifPresent(keys::add);
      }
    }
    keys.sort(Comparator.comparingInt(Key::rank));
    // what a common key says of a function may depend on what calls it
    keys.stream().filter(Resolution::isOfBeans).forEach(this::bean);
    functions.values().forEach(this::called);
    keys.stream().filter(key -> !isOfBeans(key)).forEach(this::take);
    return new Configuration.Resolved(
        Settings.of(settings),
        described.stream().map(this::configured).toList(),
        problems,
        warnings);
  }

  private FunctionSpec configured(FunctionSpec function) {
    Draft draft = functions.get(function.name());
    FunctionSpec shared =
        draft.detailsCors ? draft.function : CommonKey.withoutIdleCors(draft.function);
    FunctionSpec configured =
        draft.detailsJwt && !draft.refusesJwt ? shared : CommonKey.withoutIdleJwt(shared);
    return configured.withEnvironment(draft.environment).withSettings(draft.settings);
  }

  /** Empty for another provider's key, and for what is refused. */
  private Optional<Key> parse(Entry entry) {
    String key = entry.key();
    Optional<String> function = Optional.empty();
    int dot = key.indexOf('.');
    if (dot > 0 && !isCommon(key) && !key.startsWith("portolan.")) {
      function = Optional.of(key.substring(0, dot));
      key = key.substring(dot + 1);
      if (!functions.containsKey(function.get())) {
        unknown(
            entry,
            "there is no function '" + function.get() + "'",
            function.get(),
            functions.keySet());
        return Optional.empty();
      }
    }
    int rank = function.isPresent() ? 2 : 0;
    if (!key.startsWith("portolan.")) {
      return Optional.of(new Key(entry, function, false, key, rank));
    }
    String bare = key.substring("portolan.".length());
    if (isCommon(bare)) {
      problem(
          entry,
          "'" + entry.key() + "' is of no provider",
          "write portolan." + provider + "." + bare + ", or " + bare + " in the configuration");
      return Optional.empty();
    }
    String prefix = "portolan." + provider + ".";
    return key.startsWith(prefix)
        ? Optional.of(new Key(entry, function, true, key.substring(prefix.length()), rank + 1))
        : Optional.empty();
  }

  private static boolean isOfBeans(Key key) {
    return key.function().isPresent() && !key.own() && BeanTriggers.KEYS.contains(key.rest());
  }

  private void bean(Key key) {
    Draft draft = functions.get(key.function().get());
    if (draft.function.bean().isPresent()) {
      draft.triggers.put(key.rest(), key.entry());
    } else {
      problem(
          key.entry(),
          key.rest() + " says nothing about '" + draft.function.name() + "'",
          "its class says what calls it: change the annotation there");
    }
  }

  private void called(Draft draft) {
    if (draft.function.bean().isPresent()) {
      draft.function = new BeanTriggers(draft.triggers, problems).over(draft.function);
    }
  }

  private void take(Key key) {
    Optional<Setting> setting = key.own() ? known.find(key.rest()) : Optional.empty();
    if (setting.isPresent()) {
      setting(key, setting.get());
    } else if (CommonKey.find(key.rest()).isPresent()) {
      common(key, CommonKey.find(key.rest()).get());
    } else if (key.rest().startsWith(ENVIRONMENT)) {
      variable(key, key.rest().substring(ENVIRONMENT.length()));
    } else {
      TreeSet<String> all = new TreeSet<>(CommonKey.keys());
      all.add("environment");
      if (key.function()
          .map(functions::get)
          .filter(d -> d.function.bean().isPresent())
          .isPresent()) {
        all.addAll(BeanTriggers.KEYS);
      }
      if (key.own()) {
        all.addAll(key.function().isPresent() ? known.ofFunctions().names() : known.names());
      }
      unknown(key.entry(), "there is no key '" + key.entry().key() + "'", key.rest(), all);
    }
  }

  private void setting(Key key, Setting setting) {
    String value = key.entry().value();
    if (key.function().isEmpty()) {
      settings.put(key.rest(), value);
    } else if (setting.scope() == Setting.Scope.PROVIDER) {
      problem(
          key.entry(),
          "'" + key.rest() + "' holds for the whole run, not for one function",
          "set portolan." + provider + "." + key.rest());
    } else {
      functions.get(key.function().get()).settings.put(key.rest(), value);
    }
  }

  private void common(Key key, CommonKey common) {
    String value = key.entry().value().strip();
    if (value.isEmpty()) {
      return;
    }
    for (Draft draft : drafts(key)) {
      Optional<FunctionSpec> changed = common.apply(draft.function, value);
      if (changed.isEmpty()) {
        problems.add(common.refuse(value, key.entry().where()));
        return;
      }
      Optional<String> without = common.passesOver(draft.function, value);
      if (without.isEmpty()) {
        draft.function = changed.get();
        draft.detailsCors |= common.detailsCors() && key.function().isPresent();
        draft.detailsJwt |= common.detailsJwt() && key.function().isPresent();
        if (common == CommonKey.JWT_ISSUER && key.function().isPresent()) {
          draft.refusesJwt = value.equals("none");
        }
      } else if (key.function().isPresent()) {
        String name = draft.function.name();
        problem(key.entry(), key.rest() + " says nothing about '" + name + "'", without.get());
      }
    }
  }

  private void variable(Key key, String name) {
    String value = key.entry().value();
    Optional<Problem> wrong = EnvironmentRules.check(name, value, key.entry().where());
    wrong.ifPresent(problems::add);
    if (wrong.isPresent()) {
      return;
    }
    if (SecretLook.is(name, value)) {
      warnings.add(
          Problem.of(
              key.entry().where(),
              "the value of "
                  + name
                  + " looks like a secret, and everyone who may read the"
                  + " function's configuration can read it",
              "keep it in the provider's secret store and write secret://name"));
    }
    drafts(key).forEach(draft -> draft.environment.put(name, value));
  }

  private List<Draft> drafts(Key key) {
    return key.function()
        .map(name -> List.of(functions.get(name)))
        .orElseGet(() -> List.copyOf(functions.values()));
  }

  private static boolean isCommon(String key) {
    return CommonKey.find(key).isPresent() || key.startsWith(ENVIRONMENT);
  }

  private void unknown(
      Entry entry, String what, String written, java.util.Collection<String> names) {
    problem(entry, what, Nearest.hint(written, names));
  }

  private void problem(Entry entry, String what, String hint) {
    problems.add(Problem.of(entry.where(), what, hint));
  }
}
