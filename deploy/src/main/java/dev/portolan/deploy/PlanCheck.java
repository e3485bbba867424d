package dev.portolan.deploy;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses a plan that cannot be run to its end, before any of it is run. */
final class PlanCheck {
  private PlanCheck() {}

  /**
   * Looks the plan over.
   *
   * @throws DeployException with all its faults; they are the provider's
   */
  static void check(Plan plan) {
    List<String> faults = new ArrayList<>();
    Map<String, Step> steps = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      if (steps.putIfAbsent(step.id(), step) != null) {
        faults.add("two steps are called " + step.id());
      }
      step.function()
          .filter(function -> !plan.functions().contains(function))
          .ifPresent(
              function -> faults.add(step.id() + " is of no function of the plan: " + function));
    }
    for (Step step : plan.steps()) {
      for (String before : step.after().stream().sorted().toList()) {
        Step known = steps.get(before);
        if (known == null) {
          faults.add(step.id() + " waits for " + before + ", which is not in the plan");
        } else if (known.phase().compareTo(step.phase()) > 0) {
          faults.add(step.id() + " waits for " + before + ", which is of a later phase");
        }
      }
    }
    if (faults.isEmpty() && circular(steps)) {
      faults.add("steps wait for each other: " + String.join(", ", remaining(steps)));
    }
    if (!faults.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.UNKNOWN,
          plan.target().provider()
              + ": made a plan that cannot be run: "
              + String.join("; ", faults),
          "report this, with the plan");
    }
  }

  private static boolean circular(Map<String, Step> steps) {
    return !remaining(steps).isEmpty();
  }

  /** What is left when all that can run has run. */
  private static List<String> remaining(Map<String, Step> steps) {
    Set<String> done = new HashSet<>();
    List<String> left = new ArrayList<>(steps.keySet());
    while (left.removeIf(id -> done.containsAll(steps.get(id).after()) && done.add(id))) {
      continue;
    }
    return left;
  }
}
