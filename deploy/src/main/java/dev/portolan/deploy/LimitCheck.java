package dev.portolan.deploy;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Place;
import dev.portolan.deploy.portability.Ties;
import java.util.ArrayList;
import java.util.List;

/** Holds what functions ask for against what a provider gives, whatever is set for it alone. */
final class LimitCheck {
  private LimitCheck() {}

  static List<Finding> of(Ties ties, FunctionSpec function, Place place) {
    List<Finding> findings = new ArrayList<>();
    List<String> provider = List.of(ties.provider());
    long seconds = function.sizing().timeout().toSeconds();
    int most = longest(ties.limits(), function);
    if (seconds > most) {
      findings.add(
          Finding.at(
              "timeout",
              place,
              "%s may take %d s, and %s waits %d s for it"
                  .formatted(function.name(), seconds, ties.provider(), most),
              "do less at once: answer what can be answered, and let messages of a queue call the"
                  + " rest; 29 s is what all platforms give a request",
              provider));
    }
    if (function.sizing().memoryMebibytes() > ties.limits().memoryMebibytes()) {
      findings.add(
          Finding.at(
              "memory",
              place,
              "%s may use %d MiB, and %s gives %d"
                  .formatted(
                      function.name(),
                      function.sizing().memoryMebibytes(),
                      ties.provider(),
                      ties.limits().memoryMebibytes()),
              "512, 2048 and 4096 MiB are what all platforms give",
              provider));
    }
    return findings;
  }

  /** The least of what is given to each of its triggers. */
  private static int longest(Ties.Limits limits, FunctionSpec function) {
    int most = Integer.MAX_VALUE;
    for (Trigger trigger : function.triggers()) {
      int own =
          trigger instanceof Trigger.Http
              ? limits.requestSeconds()
              : trigger instanceof Trigger.Schedule ? limits.tickSeconds() : limits.eventSeconds();
      most = Math.min(most, own);
    }
    return most;
  }
}
