package dev.portolan.deploy;

import dev.portolan.deploy.config.EnvironmentRules;
import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.config.SettingKeys;
import dev.portolan.deploy.describe.RouteRules;
import dev.portolan.deploy.describe.TriggerRules;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All that is wrong with a deployment before any cloud is called.
 *
 * @param invalid wrong in itself
 * @param unsupported right, but not at this provider
 */
record Checks(List<Problem> invalid, List<Problem> unsupported) {
  Checks {
    invalid = List.copyOf(invalid);
    unsupported = List.copyOf(unsupported);
  }

  static Checks of(Provider provider, Settings settings, Application application) {
    List<Problem> invalid = new ArrayList<>();
    if (application.functions().isEmpty()) {
      invalid.add(
          Problem.of(
              "the project",
              "there is no function in it",
              "annotate one with @Http, @Schedule, @Topic, @Kafka or @Function"));
    }
    invalid.addAll(OwnerCheck.problems(application.owner()));
    invalid.addAll(names(application));
    for (FunctionSpec function : application.functions()) {
      invalid.addAll(EnvironmentRules.check(function));
      invalid.addAll(sizing(function));
      // one described by hand is held to the same as one read from a class
      invalid.addAll(TriggerRules.check(function, function.name()));
    }
    invalid.addAll(RouteRules.check(application.functions()));
    invalid.addAll(DeadLetterCheck.of(application.functions()));
    invalid.addAll(CorsCheck.of(application.functions()));
    invalid.addAll(JwtCheck.of(application.functions()));
    invalid.addAll(settings(provider, settings));
    invalid.addAll(settings(provider, application));
    invalid.addAll(own(provider, settings, application));
    return new Checks(invalid, FeatureCheck.of(provider, application));
  }

  /** The same of an order about what is there already. */
  static Checks of(Provider provider, Settings settings, Owner owner) {
    List<Problem> invalid = new ArrayList<>(OwnerCheck.problems(owner));
    invalid.addAll(settings(provider, settings));
    return new Checks(invalid, List.of());
  }

  /** What the provider finds; a provider that cannot say has found something too. */
  private static List<Problem> own(Provider provider, Settings settings, Application application) {
    try {
      return provider.check(CorsVariable.in(application), settings);
    } catch (RuntimeException e) {
      return List.of(
          Problem.of(
              provider.name(), "could not be checked: " + Spelled.line("" + e), "report this"));
    }
  }

  List<Problem> all() {
    List<Problem> all = new ArrayList<>(invalid);
    all.addAll(unsupported);
    return all;
  }

  /** Refuses if anything is wrong. */
  void orThrow() {
    if (!invalid.isEmpty()) {
      throw DeployException.of(all());
    }
    if (!unsupported.isEmpty()) {
      throw DeployException.of(DeployException.Kind.UNSUPPORTED, unsupported);
    }
  }

  private static List<Problem> names(Application application) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    for (FunctionSpec function : application.functions()) {
      String name = function.name();
      if (!FunctionSpec.isName(name)) {
        problems.add(
            Problem.of(
                function.className(),
                "'" + Spelled.line(name) + "' cannot be a function's name",
                "at most 32 lower-case letters, digits and dashes, a letter first, no dash last"));
      }
      String other = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), function.className());
      if (other != null) {
        problems.add(
            Problem.of(
                function.className(),
                "the function name '" + Spelled.line(name) + "' is taken by " + other + " already",
                "name one of them differently"));
      }
    }
    return problems;
  }

  private static List<Problem> sizing(FunctionSpec function) {
    List<Problem> problems = new ArrayList<>();
    if (function.sizing().memoryMebibytes() < 1) {
      problems.add(
          Problem.of(function.name(), "memory must be at least 1 MiB", "512 is a good start"));
    }
    if (function.sizing().timeout().toSeconds() < 1) {
      problems.add(
          Problem.of(
              function.name(),
              "the timeout must be at least 1 second",
              "29 is what all platforms offer"));
    }
    if (function.sizing().maxConcurrency().orElse(1) < 1) {
      problems.add(
          Problem.of(
              function.name(),
              "maxConcurrency must be at least 1",
              "leave it out for the provider's own bound"));
    }
    return problems;
  }

  private static List<Problem> settings(Provider provider, Settings settings) {
    List<Problem> problems = new ArrayList<>();
    SettingKeys known = SettingKeys.of(provider.settings());
    unknown("portolan." + provider.name() + ".", settings.values().keySet(), known, problems);
    return problems;
  }

  private static List<Problem> settings(Provider provider, Application application) {
    SettingKeys known = SettingKeys.of(provider.settings());
    String prefix = "portolan." + provider.name() + ".";
    List<Problem> problems = new ArrayList<>();
    for (FunctionSpec function : application.functions()) {
      unknown(
          function.name() + "." + prefix,
          function.settings().keySet(),
          known.ofFunctions(),
          problems);
    }
    return problems;
  }

  private static void unknown(
      String prefix, Set<String> given, SettingKeys known, List<Problem> problems) {
    for (String key : given) {
      if (known.find(key).isEmpty()) {
        problems.add(
            Problem.of(
                prefix + Spelled.line(key),
                "there is no such setting",
                Nearest.hint(key, known.names())));
      }
    }
  }
}
