package dev.portolan.provider.gcp.wire;

import java.util.Collection;

/**
 * A list came without what some places hold. What is not in it may be there all the same, so
 * nothing is concluded from it.
 */
public final class PartialList extends Exception {
  private static final long serialVersionUID = 1L;

  private PartialList(String message) {
    super(message);
  }

  /** Refuses a list that some place is missing from. */
  public static void check(String what, Collection<String> unreachable) throws PartialList {
    if (!unreachable.isEmpty()) {
      throw new PartialList(
          "Google listed " + what + " without those of " + String.join(", ", unreachable));
    }
  }
}
