package dev.portolan.sandbox.gcp.pubsub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.v1.Policy;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.portolan.sandbox.gcp.iam.Allowance;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.pubsub.Queues.Waiting;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Messages that failed as often as their subscription lets them: Pub/Sub's own account publishes
 * them to the dead-letter topic, if it may do that and take from the subscription. Where it may not
 * they go on being delivered.
 *
 * @see <a
 *     href="https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions">
 *     "If you don't grant", and the attributes of what is forwarded</a>
 */
public final class DeadLetters {
  /** Pub/Sub's own account. */
  public static final String AGENT =
      "service-" + Project.NUMBER + "@gcp-sa-pubsub.iam.gserviceaccount.com";

  private static final String SOURCE = "CloudPubSubDeadLetterSource";
  private static final Set<String> SUBSCRIBERS =
      Set.of("pubsub.subscriber", "pubsub.editor", "pubsub.admin", "editor", "owner");

  private DeadLetters() {}

  /** Where a subscription forwards to, if anywhere. */
  public static Optional<DeadLetterPolicy> policy(ObjectNode tree, String subscription) {
    return PubSubState.SUBSCRIPTIONS
        .find(tree, subscription)
        .filter(Subscription::hasDeadLetterPolicy)
        .map(Subscription::getDeadLetterPolicy);
  }

  /**
   * Forwards a message whose last try has failed, if it is time for that and Pub/Sub may.
   *
   * @param failed as it was before that try
   * @return whether it did
   */
  public static boolean forward(ObjectNode tree, Waiting failed, Instant now) {
    Optional<DeadLetterPolicy> policy = policy(tree, failed.subscription());
    int attempts = failed.attempts() + 1;
    if (policy.isEmpty() || attempts < policy.get().getMaxDeliveryAttempts()) {
      return false;
    }
    String topic = policy.get().getDeadLetterTopic();
    boolean may =
        PubSubState.TOPICS.has(tree, topic)
            && allows(tree, PubSubState.POLICIES, topic, PubSub.PUBLISHERS)
            && allows(tree, PubSubState.TAKERS, failed.subscription(), SUBSCRIBERS);
    if (!may) {
      return false;
    }
    String[] name = failed.subscription().split("/");
    PubsubMessage.Builder letter =
        failed.message().toBuilder()
            .putAttributes(SOURCE + "DeliveryCount", String.valueOf(attempts))
            .putAttributes(SOURCE + "Subscription", name[3])
            .putAttributes(SOURCE + "SubscriptionProject", name[1])
            .putAttributes(
                SOURCE + "TopicPublishTime",
                Instant.ofEpochSecond(
                        failed.message().getPublishTime().getSeconds(),
                        failed.message().getPublishTime().getNanos())
                    .toString());
    Queues.publish(tree, topic, letter, now);
    Queues.acknowledge(tree, failed);
    return true;
  }

  private static boolean allows(
      ObjectNode tree, Kind<Policy> kind, String thing, Set<String> roles) {
    Policy none = Policy.getDefaultInstance();
    return Allowance.holds(
        AGENT,
        roles,
        kind.find(tree, thing).orElse(none),
        Policies.PROJECT.find(tree, "projects/" + Project.ID).orElse(none));
  }
}
