package dev.portolan.deploy.driver;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows this machine's own addresses by their names: plain HTTP goes nowhere else. */
public final class Loopback {
  private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?::1]?");

  private Loopback() {}

  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || ADDRESS.matcher(name).matches();
  }

  public static boolean is(URI uri) {
    return uri.getHost() != null && is(uri.getHost());
  }

  /** Whether it is an address of a web server, and what goes there cannot be read on the way. */
  public static boolean safe(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && is(uri));
  }

  /** Whether what goes there can be read on the way. */
  public static boolean inTheClear(URI uri) {
    return !"https".equals(uri.getScheme()) && !is(uri);
  }
}
