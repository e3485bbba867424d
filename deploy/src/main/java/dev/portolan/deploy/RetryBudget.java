package dev.portolan.deploy;

import java.util.function.IntSupplier;

/**
 * Keeps a whole run's retries below six tenths of its other calls, so that a service in trouble is
 * not pushed further; a few are free, for a run that has only begun.
 */
final class RetryBudget {
  private static final int FREE = 16;

  /** Of all calls, retries included: 0.375 / (1 - 0.375) = 0.6. */
  private static final double SHARE = 0.375;

  private final IntSupplier calls;
  private int retries;

  /**
   * A budget for a run.
   *
   * @param calls how many calls were made so far, retries included
   */
  RetryBudget(IntSupplier calls) {
    this.calls = calls;
  }

  /** Takes one retry, if there is one left. */
  synchronized boolean take() {
    if (retries >= FREE + SHARE * calls.getAsInt()) {
      return false;
    }
    retries++;
    return true;
  }
}
