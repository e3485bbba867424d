package dev.portolan.deploy;

import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import java.util.List;
import java.util.Set;

/** What a plan, once it has been run, has done to a function. */
final class Actions {
  private static final Set<Change> NEW = Set.of(Change.CREATE, Change.PUBLISH, Change.PROBE);

  private Actions() {}

  static Action of(String function, Plan plan) {
    List<Step> steps =
        plan.steps().stream()
            .filter(step -> step.function().filter(function::equals).isPresent())
            .toList();
    if (plan.goal() == Plan.Goal.DESTROY) {
      return plan.isEmpty() ? Action.UNCHANGED : Action.DELETED;
    }
    if (steps.isEmpty()) {
      return Action.UNCHANGED;
    }
    if (!plan.observed().isEmpty()) {
      return served(function, plan) ? Action.UPDATED : Action.CREATED;
    }
    boolean allNew =
        steps.stream()
            .map(Step::change)
            .allMatch(change -> NEW.contains(change) || change == Change.SHIFT && first(steps));
    return allNew || first(steps) ? Action.CREATED : Action.UPDATED;
  }

  /** Whether a step makes the function itself, so that a shift is its first. */
  private static boolean first(List<Step> steps) {
    return steps.stream()
        .anyMatch(step -> step.phase() == Step.Phase.SHIFT && step.change() == Change.CREATE);
  }

  private static boolean served(String function, Plan plan) {
    return plan.observed().stream()
        .anyMatch(one -> one.function().equals(function) && one.version().isPresent());
  }
}
