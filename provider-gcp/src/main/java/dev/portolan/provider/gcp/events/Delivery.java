package dev.portolan.provider.gcp.events;

import java.util.Optional;

/**
 * How a subscription shall deliver.
 *
 * @param deadline seconds that an answer is waited for
 * @param kept seconds that a message is kept that was not taken; empty for what Eventarc says
 * @param forward where what fails too often goes; empty for nowhere
 */
record Delivery(int deadline, Optional<Long> kept, Optional<Forward> forward) {
  /**
   * What Pub/Sub itself does if it is not told; Eventarc tells it a day.
   *
   * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions">
   *     messageRetentionDuration</a>
   */
  private static final long WEEK = 7 * 24 * 60 * 60;

  static Delivery of(int deadline, Optional<Forward> forward) {
    return new Delivery(deadline, Optional.empty(), forward);
  }

  /** For the messages of a queue, which wait a week for a taker that works. */
  Delivery ofQueue() {
    return new Delivery(deadline, Optional.of(WEEK), forward);
  }
}
