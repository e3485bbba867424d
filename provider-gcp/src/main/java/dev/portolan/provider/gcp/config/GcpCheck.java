package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.images.config.ImageCheck;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says, before any call, what Google would refuse. */
public final class GcpCheck {
  /**
   * Names that Google sets itself.
   *
   * @see <a href="https://cloud.google.com/run/docs/container-contract#env-vars">Cloud Run</a>
   * @see <a href="https://cloud.google.com/functions/docs/configuring/env-var">Cloud Functions</a>
   */
  private static final Set<String> RESERVED =
      Set.of(
          "PORT",
          "K_SERVICE",
          "K_CONFIGURATION",
          "K_REVISION",
          "FUNCTION_TARGET",
          "FUNCTION_SIGNATURE_TYPE",
          "GOOGLE_ENTRYPOINT",
          "GOOGLE_FUNCTION_TARGET",
          "GOOGLE_RUNTIME",
          "GOOGLE_RUNTIME_VERSION");

  private static final Duration LONGEST = Duration.ofMinutes(60);

  /** The longest that Pub/Sub waits for a subscriber. */
  private static final Duration LONGEST_EVENT = Duration.ofSeconds(600);

  /** The longest that Cloud Scheduler waits. */
  private static final Duration LONGEST_TICK = Duration.ofMinutes(30);

  private GcpCheck() {}

  public static List<Problem> problems(Application application, Settings given) {
    List<Problem> problems = new ArrayList<>();
    GcpSettings settings = GcpSettings.read(given, problems);
    settings
        .credentials()
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file ->
                problems.add(
                    Problem.of(
                        "portolan.gcp.credentials",
                        "there is no readable " + file,
                        "name a key's file, or leave it out: gcloud auth application-default"
                            + " login")));
    if (settings.product() == Product.RUN) {
      problems.addAll(ImageCheck.problems(application, settings.image()));
    }
    application.functions().forEach(function -> function(function, given, problems));
    NameCheck.check(application.functions(), given, problems);
    return problems;
  }

  private static void function(FunctionSpec function, Settings given, List<Problem> problems) {
    FunctionSettings.read(function, given, problems);
    timeout(function, problems);
    function
        .environment()
        .forEach(
            (name, value) -> {
              String where = function.name() + ": environment." + name;
              if (RESERVED.contains(name) || name.startsWith("X_GOOGLE_")) {
                problems.add(
                    Problem.of(where, "Google sets this variable itself", "use another name"));
              }
              if (SecretReference.malformed(value)) {
                problems.add(
                    Problem.of(
                        where,
                        "is no reference to a secret",
                        "write secret://name or secret://name#version, the name in letters,"
                            + " digits, dashes and underscores"));
              }
            });
  }

  /** Whether a subscription of Pub/Sub brings what calls: all that Eventarc brings. */
  private static boolean isPushed(Trigger trigger) {
    return !(trigger instanceof Trigger.Http || trigger instanceof Trigger.Schedule);
  }

  private static void timeout(FunctionSpec function, List<Problem> problems) {
    Duration asked = function.sizing().timeout();
    Duration most = LONGEST;
    String whose = "Cloud Run waits";
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.Schedule && most.compareTo(LONGEST_TICK) > 0) {
        most = LONGEST_TICK;
        whose = "Cloud Scheduler waits";
      } else if (isPushed(trigger) && most.compareTo(LONGEST_EVENT) > 0) {
        most = LONGEST_EVENT;
        whose = "Pub/Sub waits, before it sends the event again,";
      }
    }
    if (asked.compareTo(most) > 0 || asked.toSeconds() < 1) {
      problems.add(
          Problem.of(
              function.name() + ": timeout",
              asked.toSeconds() + " s; " + whose + " 1 to " + most.toSeconds() + " s",
              asked.toSeconds() < 1 ? "raise it" : "lower it"));
    }
  }
}
