package dev.portolan.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names that a server on loopback answers to. Other names lead here when a web page has its own
 * name resolve to 127.0.0.1, to be taken by the browser for the same origin.
 */
public final class LoopbackNames {
  /** What a request for another host is told, with status 421. */
  public static final String REFUSAL = "the sandbox answers to 127.0.0.1 and localhost only\n";

  private static final Pattern OWN =
      Pattern.compile("(127\\.0\\.0\\.1|\\[::1]|([a-z0-9.-]+\\.)?localhost)(:[0-9]*)?");

  private LoopbackNames() {}

  /** Whether all values of the {@code Host} field are such names; browsers always send one. */
  public static boolean include(List<String> hosts) {
    return hosts.stream().allMatch(host -> OWN.matcher(host.toLowerCase(Locale.ROOT)).matches());
  }
}
