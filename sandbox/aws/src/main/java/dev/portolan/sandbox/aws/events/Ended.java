package dev.portolan.sandbox.aws.events;

import java.util.Optional;

/**
 * How one delivery ended that was made to happen.
 *
 * @param to who listens: a function, or the schedule that calls one; its ARN
 * @param function the ARN of the function
 * @param event the number of the event, from 1 on
 * @param id of the event, as the function is told it; empty where that is not known
 * @param attempts how often the function was called for it
 * @param why it was not handled; empty if it was
 */
public record Ended(
    String to, String function, int event, String id, int attempts, Optional<String> why) {
  /** One for which the function was called once, or not at all. */
  public static Ended of(String function, int event, String id, Optional<String> why) {
    boolean called = why.filter(Ended::uncalled).isEmpty();
    return new Ended(function, function, event, id, called ? 1 : 0, why);
  }

  /** Whether nobody was called with it. */
  public boolean undelivered() {
    return why.filter(Ended::uncalled).isPresent();
  }

  private static boolean uncalled(String why) {
    return why.startsWith("was not called") || why.startsWith("is called later");
  }
}
