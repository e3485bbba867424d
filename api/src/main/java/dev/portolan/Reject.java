package dev.portolan;

/**
 * Fails an invocation for good: the same event shall never be delivered again.
 *
 * <p>It goes to the dead-letter target where one is set. Over HTTP it is 400. The message is logged
 * and never shown.
 */
public final class Reject extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal with its reason. */
  public Reject(String message) {
    super(message);
  }

  /** A refusal with its reason and what led to it. */
  public Reject(String message, Throwable cause) {
    super(message, cause);
  }
}
