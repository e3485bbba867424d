package dev.portolan.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Secrets that the platform put into the environment when the instance started: {@code
 * PORTOLAN_SECRET_KEYS} names their variables, separated by commas.
 *
 * <p>The function asks for them as for any other secret. What changes on the platform is seen by
 * the next instance.
 */
public final class ResolvedSecrets {
  private static final String KEYS = "PORTOLAN_SECRET_KEYS";

  /** The version of the references that stand for such variables; no mounted file has that name. */
  private static final String VERSION = "*";

  private final Map<String, String> environment;

  private ResolvedSecrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Those of this environment, as the platform made it. */
  public static ResolvedSecrets of(Map<String, String> environment) {
    return new ResolvedSecrets(environment);
  }

  /** The environment with references in the place of the values. */
  public static Map<String, String> hide(Map<String, String> environment) {
    String keys = environment.get(KEYS);
    if (keys == null) {
      return environment;
    }
    Map<String, String> hidden = new HashMap<>(environment);
    for (String key : keys.split(",")) {
      if (environment.containsKey(key)) {
        hidden.put(key, "secret://" + key + '#' + VERSION);
      }
    }
    return hidden;
  }

  /** The value of a reference, be it the platform's to resolve or a file's to hold. */
  public String read(String name, String version) throws IOException {
    return version.equals(VERSION)
        ? environment.get(name)
        : MountedSecrets.read(environment, name, version);
  }
}
