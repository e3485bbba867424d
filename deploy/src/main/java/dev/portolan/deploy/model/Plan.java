package dev.portolan.deploy.model;

import java.util.List;
import java.util.Objects;

/**
 * What a run will change, before it changes anything. An empty plan means that the cloud already
 * holds what is wanted.
 *
 * @param goal what the plan is for
 * @param notes what a person should know beside the steps: drift, settings the provider rounded
 * @param observed the functions that serve now, as seen while planning; kept versions may be left
 *     out. With it the end of a run needs no further reading
 */
public record Plan(
    Goal goal,
    Owner owner,
    Target target,
    List<String> functions,
    List<Step> steps,
    List<String> notes,
    List<Deployed> observed) {
  /** What a plan wants to reach. */
  public enum Goal {
    DEPLOY,
    ROLLBACK,
    DESTROY
  }

  public Plan {
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(target, "target");
    functions = List.copyOf(functions);
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
    observed = List.copyOf(observed);
  }

  /** A plan that leaves it to {@code find} to tell what serves. */
  public Plan(
      Goal goal,
      Owner owner,
      Target target,
      List<String> functions,
      List<Step> steps,
      List<String> notes) {
    this(goal, owner, target, functions, steps, notes, List.of());
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
