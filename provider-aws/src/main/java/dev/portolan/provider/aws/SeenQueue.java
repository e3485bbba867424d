package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;

/**
 * The queue that a function shall take from, and what brings it messages.
 *
 * @param queue empty where it is not there, or not asked for
 * @param wanted the mapping of that queue to the live alias
 * @param stale those of other queues, as far as they are ours
 */
record SeenQueue(Optional<Queue> queue, Optional<SeenMapping> wanted, List<SeenMapping> stale) {
  /**
   * A queue that is there.
   *
   * @param visibility for how long a message is hidden while somebody has it, in seconds
   */
  record Queue(String url, int visibility) {}

  static SeenQueue nothing() {
    return new SeenQueue(Optional.empty(), Optional.empty(), List.of());
  }
}
