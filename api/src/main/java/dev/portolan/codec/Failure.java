package dev.portolan.codec;

import java.lang.reflect.InvocationTargetException;

/**
 * Makes the exceptions of this package.
 *
 * <p>The return type is the JDK's own so that the verifier need not load {@link CodecException}
 * with the classes that might throw it.
 */
final class Failure {
  private Failure() {}

  static RuntimeException syntax(int position, String what) {
    return new CodecException(what + " at byte " + position);
  }

  static RuntimeException expected(String what) {
    return new CodecException("Expected " + what);
  }

  /**
   * What a constructor or setter thought of the values.
   *
   * <p>An {@code IllegalArgumentException} or {@code NullPointerException} is the type's way of
   * refusing input; its own message may be internal and goes no further than the log.
   */
  static RuntimeException refused(InvocationTargetException thrown) {
    Throwable cause = thrown.getCause();
    if (cause instanceof Error) {
      throw (Error) cause;
    }
    if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
      RuntimeException refusal = new CodecException("Expected other values");
      refusal.initCause(cause);
      return refusal;
    }
    return cause instanceof RuntimeException
        ? (RuntimeException) cause
        : new IllegalStateException(cause);
  }

  /** The same failure, seen from the value that holds the one it is about. */
  static RuntimeException within(String name, RuntimeException failure) {
    if (!(failure instanceof CodecException)) {
      return failure;
    }
    String message = failure.getMessage();
    int at = message.indexOf(" at /");
    String outer = at < 0 ? message + " at /" + name : message.substring(0, at + 5) + name;
    RuntimeException wider = new CodecException(at < 0 ? outer : outer + message.substring(at + 4));
    wider.initCause(failure.getCause());
    return wider;
  }
}
