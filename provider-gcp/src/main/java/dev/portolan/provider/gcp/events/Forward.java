package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.DeadLetterPolicy;
import com.google.api.services.pubsub.model.Subscription;
import dev.portolan.provider.gcp.config.Place;
import java.util.Optional;

/**
 * Where a subscription forwards what fails too often.
 *
 * @param topic its full name
 * @param attempts deliveries that fail before; Pub/Sub counts "on a best effort basis"
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions">
 *     DeadLetterPolicy</a>
 */
record Forward(String topic, int attempts) {
  private static final String TOPICS = "/topics/";

  /** "If this parameter is 0, a default value of 5 is used". */
  private static final int USUAL = 5;

  /** Where it does; empty if it does not, or to a topic that is gone. */
  static Optional<Forward> of(Subscription live) {
    return Optional.ofNullable(live.getDeadLetterPolicy())
        .filter(policy -> String.valueOf(policy.getDeadLetterTopic()).contains(TOPICS))
        .map(
            policy ->
                new Forward(
                    policy.getDeadLetterTopic(),
                    Optional.ofNullable(policy.getMaxDeliveryAttempts())
                        .filter(attempts -> attempts > 0)
                        .orElse(USUAL)));
  }

  DeadLetterPolicy policy() {
    return new DeadLetterPolicy().setDeadLetterTopic(topic).setMaxDeliveryAttempts(attempts);
  }

  /** For people. */
  String told() {
    return Place.last(topic) + " after " + attempts + " deliveries";
  }
}
