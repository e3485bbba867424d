package dev.portolan.provider.knative.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.images.config.ImageCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says, before any call, what a cluster or a registry would refuse. */
public final class KnativeCheck {
  public static final String REGISTRY_HINT =
      "name the place that images are pushed to, as in registry.example.com/team";

  /**
   * Names that Knative sets itself.
   *
   * @see <a href="https://github.com/knative/specs/blob/main/specs/serving/runtime-contract.md">the
   *     runtime contract</a>
   */
  private static final Set<String> RESERVED =
      Set.of("PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION");

  private KnativeCheck() {}

  public static List<Problem> problems(Application application, Settings given) {
    List<Problem> problems = new ArrayList<>();
    KnativeSettings settings = KnativeSettings.read(given, problems);
    if (settings.registry().registry().isEmpty() && given.get("registry").isEmpty()) {
      problems.add(Problem.of("portolan.knative.registry", "no registry is set", REGISTRY_HINT));
    }
    problems.addAll(ImageCheck.problems(application, settings.image()));
    application.functions().forEach(function -> function(function, given, problems));
    problems.addAll(BrokerCheck.problems(application.functions(), Names.of(given)));
    return problems;
  }

  private static void function(FunctionSpec function, Settings given, List<Problem> problems) {
    FunctionSettings.read(function, given, problems);
    EventSettings.read(function, given, problems);
    function
        .environment()
        .forEach(
            (name, value) -> {
              String where = function.name() + ": environment." + name;
              if (RESERVED.contains(name)) {
                problems.add(
                    Problem.of(where, "Knative sets this variable itself", "use another name"));
              }
              if (SecretReference.malformed(value)) {
                problems.add(
                    Problem.of(
                        where,
                        "is no reference to a key of a Secret",
                        "write secret://name#key, the name in lower-case letters, digits, dashes"
                            + " and dots"));
              }
            });
  }
}
