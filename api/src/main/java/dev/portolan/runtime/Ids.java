package dev.portolan.runtime;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of invocations. */
public final class Ids {
  private Ids() {}

  /** An id for a request that told none. */
  public static String next() {
    String digits = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return "0000000000000000".substring(digits.length()) + digits;
  }

  /** The id that a request told; a new one where it would do harm in a log. */
  public static String from(String told) {
    return told != null && isHarmless(told) ? told : next();
  }

  /** The platform's proxies set it, but anybody may send one. */
  private static boolean isHarmless(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}
