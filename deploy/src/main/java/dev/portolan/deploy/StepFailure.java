package dev.portolan.deploy;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;

/**
 * A step that did not come to its end.
 *
 * @param failure the row it fell under at its last try
 * @param unknown whether a changing call may have taken effect unseen
 */
record StepFailure(Step step, Failure failure, DeployException error, boolean unknown) {
  /** Whether no other step has a chance: the plan is outdated, or nobody lets us in any more. */
  boolean endsAll() {
    return lostRace() || failure.kind() == DeployException.Kind.UNAUTHENTICATED;
  }

  boolean lostRace() {
    return failure.retry() == Failure.Retry.FENCE;
  }
}
