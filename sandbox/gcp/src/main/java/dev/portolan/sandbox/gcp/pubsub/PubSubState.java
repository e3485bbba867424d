package dev.portolan.sandbox.gcp.pubsub;

import com.google.iam.v1.Policy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.portolan.sandbox.gcp.wire.Kind;

/** What Pub/Sub keeps, each by its full name. */
public final class PubSubState {
  /** What a subscription names once its topic is gone. */
  public static final String DELETED = "_deleted-topic_";

  public static final Kind<Topic> TOPICS = new Kind<>("topics", Topic.getDefaultInstance());
  public static final Kind<Subscription> SUBSCRIPTIONS =
      new Kind<>("subscriptions", Subscription.getDefaultInstance());

  /** Of topics, by their full names. */
  public static final Kind<Policy> POLICIES =
      new Kind<>("topicPolicies", Policy.getDefaultInstance());

  /** Of subscriptions, by their full names. */
  public static final Kind<Policy> TAKERS =
      new Kind<>("subscriptionPolicies", Policy.getDefaultInstance());

  private PubSubState() {}
}
