package dev.portolan.sandbox.azure.host;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The span that the host opens for an invocation ({@code Activity.Current}). */
final class Traces {
  private static final Pattern PARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");

  private Traces() {}

  /** Another span of the caller's trace, or of a new one. */
  static String child(String parent) {
    Matcher given = PARENT.matcher(parent);
    boolean known = given.matches();
    String trace = known ? given.group(1) : hex();
    return "00-" + trace + "-" + hex().substring(16) + "-" + (known ? given.group(2) : "00");
  }

  private static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
