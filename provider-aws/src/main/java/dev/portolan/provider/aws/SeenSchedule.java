package dev.portolan.provider.aws;

import java.util.Map;
import java.util.Optional;

/**
 * A function's schedule as it is: the group that holds it and nothing else, the schedule, and the
 * role that it calls with.
 */
record SeenSchedule(Optional<Group> group, Optional<Live> live, Optional<SeenRole> role) {
  /** A group; one that is being deleted can hold nothing any more. */
  record Group(boolean deleting, Map<String, String> tags) {}

  /** A schedule, as far as we set it. */
  record Live(
      String expression,
      String timezone,
      String target,
      String role,
      String input,
      boolean punctual,
      boolean paused) {}

  static SeenSchedule nothing() {
    return new SeenSchedule(Optional.empty(), Optional.empty(), Optional.empty());
  }

  boolean isEmpty() {
    return group.isEmpty() && live.isEmpty() && role.isEmpty();
  }
}
