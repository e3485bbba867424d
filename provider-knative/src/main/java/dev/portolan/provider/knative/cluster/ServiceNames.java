package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import java.util.Locale;

/**
 * What things are called in a cluster and in a registry.
 *
 * <p>A service's name is a label of a host name, and so are a revision's, which is longer, and a
 * tag's, which is {@code <tag>-<service>}: 63 characters for each.
 */
public final class ServiceNames {
  /** The tag under which a new revision can be asked before it serves. */
  public static final String TAG = "next";

  private static final int MAX_SERVICE = 50;
  private static final int REVISION_DIGITS = 10;

  private ServiceNames() {}

  public static String service(Owner owner, String function) {
    String name = PhysicalName.of(owner, function, MAX_SERVICE);
    String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    if (!Character.isLetter(safe.charAt(0))) {
      safe = "f-" + safe;
    }
    return safe.equals(name)
        ? name
        : PhysicalName.shorten(safe, MAX_SERVICE - 9) + "-" + PhysicalName.hash(name);
  }

  public static String revision(String service, String configuration) {
    return service + "-" + configuration.substring(0, REVISION_DIGITS);
  }

  /** A repository's last part: lower-case, with single separators. */
  public static String image(Owner owner) {
    String safe =
        owner
            .artifactId()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return safe.isEmpty() ? "functions" : safe;
  }
}
