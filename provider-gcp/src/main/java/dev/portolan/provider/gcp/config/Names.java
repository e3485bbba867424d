package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import java.util.Locale;

/**
 * What things are called, the same in every run: all that is a function's own has its service's
 * name, or begins with it.
 */
public final class Names {
  /** The tag under which a new revision can be asked before it serves. */
  public static final String TAG = "next";

  /**
   * "Combined traffic tag and service name cannot exceed 46 characters".
   *
   * @see <a href="https://github.com/firebase/firebase-tools/issues/6137">Cloud Run's words</a>
   */
  private static final int MOST_SERVICE = 46 - TAG.length();

  /**
   * Of a service account.
   *
   * @see <a href="https://cloud.google.com/iam/docs/service-accounts-create">6 to 30 characters</a>
   */
  private static final int MOST_ACCOUNT = 30;

  private static final int HASH = 9;

  private Names() {}

  /** Of a function's service, and of the function on Cloud Functions. */
  public static String service(Owner owner, String function) {
    return safe(PhysicalName.of(owner, function, MOST_SERVICE), MOST_SERVICE);
  }

  /**
   * Of a function's own service account in a region: what stands before the at sign. Accounts are
   * the project's and all else is a region's, so a hash of both ends its name.
   */
  public static String account(Owner owner, String function, String region) {
    String name = PhysicalName.of(owner, function, Integer.MAX_VALUE);
    String safe = safe(name, MOST_ACCOUNT);
    return safe.substring(0, Math.min(safe.length(), MOST_ACCOUNT - HASH)).replaceAll("-+$", "")
        + "-"
        + PhysicalName.hash(name + "/" + region);
  }

  /** Of a project's images in their repository. */
  public static String image(Owner owner) {
    String safe =
        owner
            .artifactId()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return safe.isEmpty() ? "functions" : safe;
  }

  /** Lower-case letters, digits and dashes, a letter first and no dash last. */
  private static String safe(String name, int most) {
    String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    if (!Character.isLetter(safe.charAt(0))) {
      safe = "f-" + safe;
    }
    return safe.equals(name)
        ? name
        : safe.substring(0, Math.min(safe.length(), most - HASH)) + "-" + PhysicalName.hash(name);
  }
}
