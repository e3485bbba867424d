package dev.portolan.sandbox.gcp.functions;

import java.util.concurrent.atomic.AtomicInteger;

/** What Cloud Functions does now and then, and a test has it do. */
public final class Whims {
  private volatile boolean existsInOperation;
  private final AtomicInteger exhausted = new AtomicInteger();

  /** From now on tells that a function exists already only in the operation, and not at once. */
  public void tellExistsInOperation() {
    existsInOperation = true;
  }

  /** Finds no room at Cloud Run for the next services that functions are to become. */
  public void exhaust(int services) {
    exhausted.set(services);
  }

  boolean tellsExistsInOperation() {
    return existsInOperation;
  }

  /** Whether there is no room for one more; asked once for each. */
  boolean isExhausted() {
    return exhausted.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
