package dev.portolan.runtime;

import dev.portolan.Trace;
import java.security.SecureRandom;

/** Begins traces. */
public final class Traces {
  private Traces() {}

  /** A trace with new ids, not sampled. */
  public static Trace begin() {
    return new Trace("00-" + hex() + hex() + "-" + hex() + "-00", "");
  }

  /** The trace of these two headers, or {@code null} if the first is none. */
  public static Trace from(String traceparent, String tracestate) {
    return Trace.isValid(traceparent)
        ? new Trace(traceparent, tracestate == null ? "" : tracestate)
        : null;
  }

  private static String hex() {
    String digits = Long.toHexString(Seed.RANDOM.nextLong() | 1);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /**
   * Asks the operating system: the state of a generator within the process would be in a snapshot
   * of it, and every copy would begin the same traces. Opened for the first trace that nobody sent.
   */
  private static final class Seed {
    static final SecureRandom RANDOM = new SecureRandom();
  }
}
