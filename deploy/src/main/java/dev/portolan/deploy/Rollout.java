package dev.portolan.deploy;

import dev.portolan.deploy.model.Owner;
import java.util.List;
import java.util.function.Function;

/** Does the same work at several providers at once; one that fails does not stop another. */
public final class Rollout {
  private Rollout() {}

  /** One outcome a target, in the order of the targets, whatever happens. */
  public static Report run(
      String goal,
      Owner owner,
      boolean sandbox,
      List<Portolan> targets,
      Function<Portolan, Outcome> work) {
    return new Report(goal, owner, sandbox, !sandbox, targets.stream().map(work).toList());
  }
}
