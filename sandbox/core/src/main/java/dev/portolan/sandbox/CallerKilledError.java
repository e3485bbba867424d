package dev.portolan.sandbox;

/**
 * Stands for the caller's process being killed. An error, so that no handler of exceptions tidies
 * up after a death that leaves no time for it; every later call ends the same way until {@link
 * FaultPlan#revive()}.
 */
public final class CallerKilledError extends Error {
  private static final long serialVersionUID = 1L;

  CallerKilledError(String message) {
    super(message);
  }
}
