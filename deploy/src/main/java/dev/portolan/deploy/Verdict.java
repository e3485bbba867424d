package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which code a failed run, or several runs together, end with. */
final class Verdict {
  private static final Set<Kind> REFUSALS =
      Set.of(
          Kind.INVALID_CONFIGURATION,
          Kind.UNSUPPORTED,
          Kind.NOT_OWNED,
          Kind.UNAUTHENTICATED,
          Kind.PERMISSION_DENIED);

  /** What is told of several: the first that any of them ended with. */
  private static final List<ExitCode> GRAVEST_FIRST =
      List.of(
          ExitCode.INTERRUPTED,
          ExitCode.UNKNOWN,
          ExitCode.CONFLICT,
          ExitCode.FAILED_PART_WAY,
          ExitCode.REFUSED,
          ExitCode.FAILED_UNCHANGED,
          ExitCode.VERIFIED);

  private Verdict() {}

  /**
   * The code of one failed run.
   *
   * @param unknown whether a changing call may have taken effect unseen, and looking did not help
   */
  static ExitCode of(
      Collection<DeployException> errors, Deployer.CallCount calls, boolean unknown) {
    return errors.stream()
        .map(error -> of(error.kind(), calls.mutations() > 0, unknown))
        .min(Comparator.comparingInt(GRAVEST_FIRST::indexOf))
        .orElse(ExitCode.FAILED_UNCHANGED);
  }

  private static ExitCode of(Kind kind, boolean mutated, boolean unknown) {
    if (kind == Kind.INTERRUPTED) {
      return ExitCode.INTERRUPTED;
    }
    if (kind == Kind.CONFLICT) {
      return ExitCode.CONFLICT;
    }
    if (unknown && mutated) {
      return ExitCode.UNKNOWN;
    }
    if (mutated) {
      return ExitCode.FAILED_PART_WAY;
    }
    return REFUSALS.contains(kind) ? ExitCode.REFUSED : ExitCode.FAILED_UNCHANGED;
  }

  /** The code of several runs: a failure anywhere is one part-way if anything changed anywhere. */
  static ExitCode of(Collection<Outcome> outcomes) {
    ExitCode gravest =
        outcomes.stream()
            .map(Outcome::exitCode)
            .min(Comparator.comparingInt(GRAVEST_FIRST::indexOf))
            .orElse(ExitCode.REFUSED);
    boolean changed = outcomes.stream().anyMatch(outcome -> outcome.calls().mutations() > 0);
    boolean harmless = gravest == ExitCode.REFUSED || gravest == ExitCode.FAILED_UNCHANGED;
    return harmless && changed ? ExitCode.FAILED_PART_WAY : gravest;
  }
}
