package dev.portolan.provider.aws;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.RetryPolicy;

/**
 * A function's schedule as it is: the group that holds it and nothing else, the schedule, and the
 * role that it calls with.
 */
record SeenSchedule(Optional<Group> group, Optional<Live> live, Optional<SeenRole> role) {
  /** A group; one that is being deleted can hold nothing any more. */
  record Group(boolean deleting, Map<String, String> tags) {}

  /**
   * A schedule.
   *
   * @param bounded whether it has a first or a last day
   * @param others what we do not set
   */
  record Live(
      String expression,
      String timezone,
      String target,
      String role,
      String input,
      boolean punctual,
      boolean bounded,
      boolean paused,
      Others others) {}

  /** What others may have set on a schedule of ours, to be sent again whenever it changes. */
  record Others(
      Optional<RetryPolicy> retries,
      Optional<DeadLetterConfig> deadLetters,
      Optional<String> description,
      Optional<String> key) {
    static Others none() {
      return new Others(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  static SeenSchedule nothing() {
    return new SeenSchedule(Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isEmpty() {
    return group.isEmpty() && live.isEmpty() && role.isEmpty();
  }
}
