package dev.portolan;

/**
 * Fails an invocation with a status and a message that the caller may see.
 *
 * <p>Over HTTP: the status, and problem JSON (RFC 9457) with the code and the message; the same as
 * plain JSON or text to a caller whose {@code Accept} prefers that. For events: a status of 408,
 * 409, 425, 429 or 5xx means {@link Retry}, any other {@link Reject}. The message leaves the
 * platform: put nothing internal into it. The cause is logged and never shown.
 */
public final class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * A failure without a cause.
   *
   * @param status an HTTP status from 400 to 599
   * @param code a short word for machines: lower-case letters, digits, dashes, underscores, dots
   * @param message a sentence for people, safe to show
   */
  public FunctionException(int status, String code, String message) {
    this(status, code, message, null);
  }

  /** A failure with a cause, which is logged and never shown. */
  public FunctionException(int status, String code, String message, Throwable cause) {
    super(message, cause);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is no failure: use 400 to 599");
    }
    if (!isWord(code)) {
      throw new IllegalArgumentException(
          "a code is one to 64 of a-z, 0-9, dash, underscore and dot");
    }
    this.status = status;
    this.code = code;
  }

  /** The HTTP status, from 400 to 599. */
  public int status() {
    return status;
  }

  /** The short word for machines. */
  public String code() {
    return code;
  }

  private static boolean isWord(String code) {
    if (code == null || code.isEmpty() || code.length() > 64) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      boolean allowed = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!allowed && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
