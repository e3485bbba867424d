package dev.portolan.testkit;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import org.opentest4j.AssertionFailedError;

/** Short ways to look at outcomes, with failures that tell what the run said. */
final class Outcomes {
  private Outcomes() {}

  static void assertVerified(Outcome outcome) {
    assertCode(ExitCode.VERIFIED, outcome);
  }

  static void assertCode(ExitCode expected, Outcome outcome) {
    if (outcome.exitCode() != expected) {
      String said =
          outcome.error().map(error -> error.getMessage() + "; " + error.hint()).orElse("nothing");
      AssertionFailedError failed =
          new AssertionFailedError(
              "the run ended " + outcome.exitCode() + " and said: " + said,
              expected,
              outcome.exitCode());
      outcome.error().ifPresent(failed::initCause);
      throw failed;
    }
  }

  static FunctionOutcome of(Outcome outcome, String function) {
    return outcome.functions().stream()
        .filter(one -> one.function().equals(function))
        .findFirst()
        .orElseThrow(() -> new AssertionFailedError("no outcome for " + function));
  }
}
