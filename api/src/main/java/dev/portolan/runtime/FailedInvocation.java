package dev.portolan.runtime;

/**
 * What a platform is told when a direct invocation failed: the invocation's id, and nothing of what
 * happened, which is in the log.
 *
 * <p>Without stack trace and cause, because platforms show them to the caller.
 */
public final class FailedInvocation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure whose message is safe to show. */
  public FailedInvocation(String message) {
    super(message, null, false, false);
  }
}
