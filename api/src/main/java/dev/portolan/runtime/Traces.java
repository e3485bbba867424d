package dev.portolan.runtime;

import dev.portolan.Trace;
import java.util.concurrent.ThreadLocalRandom;

/** Begins traces. */
public final class Traces {
  private Traces() {}

  /** A trace with new ids, not sampled. */
  public static Trace begin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Trace("00-" + hex(random) + hex(random) + "-" + hex(random) + "-00", "");
  }

  /** The trace of these two headers, or {@code null} if the first is none. */
  public static Trace from(String traceparent, String tracestate) {
    return Trace.isValid(traceparent)
        ? new Trace(traceparent, tracestate == null ? "" : tracestate)
        : null;
  }

  private static String hex(ThreadLocalRandom random) {
    String digits = Long.toHexString(random.nextLong() | 1);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
