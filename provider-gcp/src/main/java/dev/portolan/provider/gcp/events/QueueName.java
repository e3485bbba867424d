package dev.portolan.provider.gcp.events;

import dev.portolan.deploy.model.PhysicalName;
import java.util.Locale;

/**
 * The name of the trigger that takes from a queue, the same for whoever wants to: a topic brings
 * its messages to each trigger, and a queue shall have one taker.
 */
final class QueueName {
  private static final String PREFIX = "queue-";

  /** A trigger's name is at most 63 characters. */
  private static final int MOST = 63 - PREFIX.length();

  private static final int HASH = 9;

  private QueueName() {}

  static String of(String topic) {
    String safe =
        topic.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceFirst("-+$", "");
    if (safe.equals(topic) && safe.length() <= MOST) {
      return PREFIX + safe;
    }
    String begun = safe.substring(0, Math.min(safe.length(), MOST - HASH));
    return PREFIX + begun + "-" + PhysicalName.hash(topic);
  }
}
