package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Trace;
import dev.portolan.runtime.Traces;

/** Reads the header in which Google tells a trace where it does not do so in W3C's words. */
final class CloudTrace {
  static final String HEADER = "x-cloud-trace-context";

  private CloudTrace() {}

  /**
   * The trace, or {@code null} if there is none.
   *
   * @param header {@code TRACE_ID/SPAN_ID;o=OPTIONS}: 32 hexadecimal digits, a decimal number
   *     without sign of 64 bits, 1 if it is sampled (cloud.google.com/trace/docs/trace-context,
   *     "Legacy trace context header")
   */
  static Trace from(String header) {
    int slash = header == null ? -1 : header.indexOf('/');
    if (slash != 32) {
      return null;
    }
    int semicolon = header.indexOf(';');
    int end = semicolon < 0 ? header.length() : semicolon;
    try {
      String span = Long.toHexString(Long.parseUnsignedLong(header.substring(slash + 1, end)));
      String flags = header.startsWith(";o=1", end) ? "-01" : "-00";
      String parent = "0".repeat(16 - span.length()).concat(span).concat(flags);
      String trace = header.substring(0, slash).toLowerCase(java.util.Locale.ROOT);
      return Traces.from("00-".concat(trace).concat("-").concat(parent), null);
    } catch (IndexOutOfBoundsException | NumberFormatException malformed) {
      return null;
    }
  }
}
