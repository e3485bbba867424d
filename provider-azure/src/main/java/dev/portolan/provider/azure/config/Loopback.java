package dev.portolan.provider.azure.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows this machine's own addresses by their names: plain HTTP goes nowhere else. */
public final class Loopback {
  private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?::1]?");

  private Loopback() {}

  public static boolean is(URI uri) {
    return uri.getHost() != null && is(uri.getHost());
  }

  public static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || ADDRESS.matcher(name).matches();
  }

  /** Whether what goes there cannot be read on the way. */
  public static boolean safe(URI uri) {
    return uri.getHost() != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && is(uri));
  }
}
