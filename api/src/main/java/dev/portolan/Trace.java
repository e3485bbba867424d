package dev.portolan;

/**
 * A position in a distributed trace, as W3C Trace Context writes it.
 *
 * @param traceparent the {@code traceparent} header, version 00
 * @param tracestate the {@code tracestate} header, empty if there is none
 */
public record Trace(String traceparent, String tracestate) {

  /** The 32 hexadecimal digits all spans of the trace share. */
  public String traceId() {
    return traceparent.substring(3, 35);
  }

  /** The 16 hexadecimal digits of the caller's span. */
  public String parentId() {
    return traceparent.substring(36, 52);
  }

  /** Whether the caller recorded its span. */
  public boolean sampled() {
    return (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
  }

  /**
   * Refuses what no {@code traceparent} of version 00 looks like.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public Trace {
    if (!isValid(traceparent)) {
      throw new IllegalArgumentException("not a traceparent of version 00");
    }
    if (tracestate == null) {
      throw new IllegalArgumentException("tracestate is null: pass the empty string for none");
    }
  }

  /** Whether this is a {@code traceparent} of version 00 with neither id all zero. */
  public static boolean isValid(String traceparent) {
    if (traceparent == null
        || traceparent.length() != 55
        || !traceparent.startsWith("00-")
        || traceparent.charAt(35) != '-'
        || traceparent.charAt(52) != '-') {
      return false;
    }
    return isId(traceparent, 3, 35) && isId(traceparent, 36, 52) && isHex(traceparent, 53, 55);
  }

  private static boolean isId(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return isHex(text, from, to);
      }
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
