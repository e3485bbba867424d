package dev.portolan.sandbox.azure.host;

import java.util.Map;
import java.util.Set;

/**
 * The keys of an app, of which a caller needs one where a function is not anonymous.
 *
 * @param master opens everything
 * @param host open every function
 * @param functions open one function each, by its name
 */
public record Keys(String master, Set<String> host, Map<String, Set<String>> functions) {

  /** Keys of the app alone. */
  public static Keys of(String master, String host) {
    return new Keys(master, Set.of(host), Map.of());
  }

  /** Whether a key is enough for a function of this level ({@code AuthenticationLevelHandler}). */
  boolean open(String level, String function, String key) {
    if (level.equals("anonymous") || master.equals(key)) {
      return true;
    }
    return key != null
        && level.equals("function")
        && (host.contains(key) || functions.getOrDefault(function, Set.of()).contains(key));
  }
}
