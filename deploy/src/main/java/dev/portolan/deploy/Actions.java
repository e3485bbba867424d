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

  /**
   * The action.
   *
   * @param observes whether this provider's plans tell what serves, so that silence means nothing
   *     did
   */
  static Action of(String function, Plan plan, boolean observes) {
    if (plan.goal() == Plan.Goal.DESTROY) {
      return plan.isEmpty() ? Action.UNCHANGED : Action.DELETED;
    }
    List<Step> steps =
        plan.steps().stream()
            .filter(step -> step.function().filter(function::equals).isPresent())
            .toList();
    if (steps.isEmpty()) {
      return Action.UNCHANGED;
    }
    boolean served =
        observes || !plan.observed().isEmpty() ? served(function, plan) : !isNew(steps);
    return served ? Action.UPDATED : Action.CREATED;
  }

  private static boolean served(String function, Plan plan) {
    return plan.observed().stream()
        .anyMatch(one -> one.function().equals(function) && one.version().isPresent());
  }

  /** Whether the function's shift is its first; where nothing shifts, whether all is made anew. */
  private static boolean isNew(List<Step> steps) {
    List<Step> shifts = steps.stream().filter(step -> step.phase() == Step.Phase.SHIFT).toList();
    return shifts.isEmpty()
        ? steps.stream().map(Step::change).allMatch(NEW::contains)
        : shifts.stream().allMatch(step -> step.change() == Change.CREATE);
  }
}
