package dev.portolan.runtime;

/**
 * What a platform is told when the payload of a direct invocation is not what the function takes;
 * the function was not called.
 */
public final class BadEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal whose message is safe to show. */
  public BadEvent(String message) {
    super(message, null, false, false);
  }
}
