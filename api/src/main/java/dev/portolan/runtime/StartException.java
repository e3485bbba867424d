package dev.portolan.runtime;

/** The function cannot start; the message says why, and what to do, in one line. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure to start.
   *
   * @param cause what the function's own code threw; {@code null} if the line says it all, and then
   *     there is no stack trace either
   */
  public StartException(String message, Throwable cause) {
    super(message, cause, false, cause != null);
  }

  /** Typed as the JDK's own, so that the verifier need not load this class before it is thrown. */
  static RuntimeException of(String message, Throwable cause) {
    return new StartException(message, cause);
  }
}
