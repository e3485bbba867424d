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
  /**
   * The same, with what became of an attempt to take it back.
   *
   * @param still whether what was unknown before still is
   */
  StepFailure with(String told, boolean still) {
    DeployException both =
        new DeployException(
            error.kind(), error.getMessage() + "; " + told, error.hint(), error.getCause());
    Failure said =
        new Failure(
            failure.row(),
            failure.kind(),
            failure.retry(),
            failure.message() + "; " + told,
            failure.hint(),
            failure.notBefore());
    return new StepFailure(step, said, both, unknown && still);
  }

  /** Whether no other step has a chance: the plan is outdated, or nobody lets us in any more. */
  boolean endsAll() {
    return lostRace() || failure.kind() == DeployException.Kind.UNAUTHENTICATED;
  }

  boolean lostRace() {
    return failure.retry() == Failure.Retry.FENCE;
  }
}
