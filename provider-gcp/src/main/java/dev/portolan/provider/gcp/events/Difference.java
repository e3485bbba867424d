package dev.portolan.provider.gcp.events;

import java.util.List;

/**
 * What is not as it shall be.
 *
 * @param path of the field in an update mask; empty for what cannot be changed in place
 * @param told for people; empty for what comes with another difference
 */
record Difference(String path, String told) {
  /** Of a trigger's subscription, which is said to Pub/Sub and not to Eventarc. */
  static final String DEADLINE = "subscription.ack_deadline_seconds";

  /** Likewise. */
  static final String KEPT = "subscription.message_retention_duration";

  /** Likewise. */
  static final String FORWARD = "subscription.dead_letter_policy";

  static Difference of(String path, String name, Object is, Object shall) {
    return new Difference(path, name + " " + shown(is) + " -> " + shown(shall));
  }

  static boolean ofSubscription(String path) {
    return path.equals(DEADLINE) || path.equals(KEPT) || path.equals(FORWARD);
  }

  /** Whether what has these cannot become what it shall be, and is made anew. */
  static boolean anew(List<Difference> differences) {
    return differences.stream().anyMatch(each -> !each.inPlace());
  }

  boolean inPlace() {
    return !path.isEmpty();
  }

  private static String shown(Object value) {
    return String.valueOf(value).isEmpty() ? "none" : String.valueOf(value);
  }
}
