package dev.portolan.sandbox.gcp.pubsub;

import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PubsubProto;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.iam.Allowance;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import java.util.List;
import java.util.Set;

/** Cloud Pub/Sub: topics, and subscriptions as far as triggers have them. */
public final class PubSub implements Service {
  private static final int LARGEST = 10_000_000;
  private static final int MOST = 1000;
  private static final int LEAST_DEADLINE = 10;
  private static final int MOST_DEADLINE = 600;
  private static final String KEPT = "message_retention_duration";
  private static final long LEAST_KEPT = 10 * 60;
  private static final long MOST_KEPT = 31 * 24 * 60 * 60;

  private static final String FORWARDED = "dead_letter_policy";
  private static final Set<String> CHANGEABLE =
      Set.of("ack_deadline_seconds", KEPT, "retry_policy", FORWARDED);

  // "The value must be between 5 and 100 ... If this parameter is 0, a default value of 5 is used"
  private static final int LEAST_ATTEMPTS = 5;
  private static final int MOST_ATTEMPTS = 100;

  private static final int MOST_ATTRIBUTES = 100;
  private static final int MOST_NAME = 256;
  private static final int MOST_VALUE = 1024;

  // those of Google's that hold pubsub.topics.publish
  static final Set<String> PUBLISHERS =
      Set.of("pubsub.publisher", "pubsub.editor", "pubsub.admin", "editor", "owner");

  private final Policies policies;
  private final Policies takers;
  private final Allowance allowance;
  private final Rpcs rpcs;

  /**
   * Pub/Sub.
   *
   * @param policies of topics
   * @param takers policies of subscriptions
   * @param project the project's
   */
  public PubSub(Policies policies, Policies takers, Policies project) {
    this.policies = policies;
    this.takers = takers;
    this.allowance = new Allowance(policies, project);
    this.rpcs = policies(methods());
  }

  private Rpcs methods() {
    return Rpcs.of(
            Rpcs.service(PubsubProto.getDescriptor(), "Publisher"),
            Rpcs.service(PubsubProto.getDescriptor(), "Subscriber"))
        .on("CreateTopic", Topic.getDefaultInstance(), PubSub::create)
        .on(
            "GetTopic",
            GetTopicRequest.getDefaultInstance(),
            (request, call) -> topic(call, request.getTopic()))
        .on("ListTopics", ListTopicsRequest.getDefaultInstance(), PubSub::list)
        .on("DeleteTopic", DeleteTopicRequest.getDefaultInstance(), this::delete)
        .on("Publish", PublishRequest.getDefaultInstance(), this::publish)
        .on(
            "ListTopicSubscriptions",
            ListTopicSubscriptionsRequest.getDefaultInstance(),
            PubSub::ofTopic)
        .on(
            "GetSubscription",
            GetSubscriptionRequest.getDefaultInstance(),
            (request, call) -> subscription(call, request.getSubscription()))
        .on("UpdateSubscription", UpdateSubscriptionRequest.getDefaultInstance(), PubSub::update)
        .on(
            "ListSubscriptions",
            ListSubscriptionsRequest.getDefaultInstance(),
            PubSub::subscriptions);
  }

  /** As pubsub_v1.yaml of googleapis has them, which takes them from IAM's own description. */
  private Rpcs policies(Rpcs methods) {
    String topic = "/v1/{resource=projects/*/topics/*}";
    String subscription = "/v1/{resource=projects/*/subscriptions/*}";
    return methods
        .on(
            "GetSubscriptionIamPolicy",
            Access.READ,
            "GET",
            subscription + ":getIamPolicy",
            "",
            GetIamPolicyRequest.getDefaultInstance(),
            (request, call) ->
                takers.told(
                    call.tree(),
                    subscription(call, request.getResource()).getName(),
                    request.getOptions()))
        .on(
            "SetSubscriptionIamPolicy",
            Access.MUTATION,
            "POST",
            subscription + ":setIamPolicy",
            "*",
            SetIamPolicyRequest.getDefaultInstance(),
            (request, call) -> {
              subscription(call, request.getResource());
              return takers.set(request, call);
            })
        .on(
            "GetIamPolicy",
            Access.READ,
            "GET",
            topic + ":getIamPolicy",
            "",
            GetIamPolicyRequest.getDefaultInstance(),
            (request, call) ->
                policies.told(
                    call.tree(),
                    topic(call, request.getResource()).getName(),
                    request.getOptions()))
        .on(
            "SetIamPolicy",
            Access.MUTATION,
            "POST",
            topic + ":setIamPolicy",
            "*",
            SetIamPolicyRequest.getDefaultInstance(),
            (request, call) -> {
              topic(call, request.getResource());
              return policies.set(request, call);
            });
  }

  @Override
  public String host() {
    return "pubsub.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static Topic topic(Call call, String name) {
    return PubSubState.TOPICS
        .find(call.tree(), name)
        .orElseThrow(() -> PubSubError.NOT_FOUND.refusal(last(name)));
  }

  private static Subscription subscription(Call call, String name) {
    return PubSubState.SUBSCRIPTIONS
        .find(call.tree(), name)
        .orElseThrow(() -> PubSubError.NOT_FOUND.refusal(last(name)));
  }

  /**
   * Changes how long an answer is waited for and a message kept, when it comes again, and where it
   * goes that fails too often; nothing else is offered.
   */
  private static Message update(UpdateSubscriptionRequest request, Call call) {
    Subscription wanted = request.getSubscription();
    Subscription current = subscription(call, wanted.getName());
    if (request.getUpdateMask().getPathsCount() == 0) {
      throw PubSubError.NO_MASK.refusal();
    }
    for (String path : request.getUpdateMask().getPathsList()) {
      if (!CHANGEABLE.contains(path)) {
        throw PubSubError.NOT_OFFERED.refusal(path);
      }
    }
    Subscription next = Masks.merged(current, wanted, request.getUpdateMask());
    int seconds = next.getAckDeadlineSeconds();
    if (seconds < LEAST_DEADLINE || seconds > MOST_DEADLINE) {
      throw PubSubError.DEADLINE.refusal(seconds);
    }
    long kept = next.getMessageRetentionDuration().getSeconds();
    if (kept < LEAST_KEPT || kept > MOST_KEPT) {
      throw PubSubError.RETENTION.refusal(kept);
    }
    if (next.hasRetryPolicy() && !isBackoff(next.getRetryPolicy())) {
      throw PubSubError.BACKOFF.refusal();
    }
    if (request.getUpdateMask().getPathsList().contains(FORWARDED) && next.hasDeadLetterPolicy()) {
      next =
          next.toBuilder().setDeadLetterPolicy(forwarded(next.getDeadLetterPolicy(), call)).build();
    }
    PubSubState.SUBSCRIPTIONS.put(call.tree(), next.getName(), next);
    return next;
  }

  /** "The operation will fail if the topic does not exist"; nobody looks who may publish there. */
  private static DeadLetterPolicy forwarded(DeadLetterPolicy wanted, Call call) {
    topic(call, wanted.getDeadLetterTopic());
    int attempts = wanted.getMaxDeliveryAttempts();
    if (attempts != 0 && (attempts < LEAST_ATTEMPTS || attempts > MOST_ATTEMPTS)) {
      throw PubSubError.ATTEMPTS.refusal(attempts);
    }
    return wanted.toBuilder()
        .setMaxDeliveryAttempts(attempts == 0 ? LEAST_ATTEMPTS : attempts)
        .build();
  }

  private static boolean isBackoff(RetryPolicy policy) {
    Duration least = policy.getMinimumBackoff();
    Duration most = policy.getMaximumBackoff();
    return Durations.compare(least, Duration.getDefaultInstance()) >= 0
        && Durations.compare(least, most) <= 0
        && Durations.compare(most, Durations.fromSeconds(MOST_DEADLINE)) <= 0;
  }

  private static Message create(Topic wanted, Call call) {
    TopicName.check(wanted.getName());
    if (PubSubState.TOPICS.has(call.tree(), wanted.getName())) {
      throw PubSubError.EXISTS.refusal(last(wanted.getName()));
    }
    wanted.getLabelsMap().forEach(TopicName::label);
    Topic made = wanted.toBuilder().setState(Topic.State.ACTIVE).build();
    PubSubState.TOPICS.put(call.tree(), made.getName(), made);
    return made;
  }

  private static Message list(ListTopicsRequest request, Call call) {
    Page<Topic> page =
        Page.of(
            PubSubState.TOPICS.list(call.tree(), request.getProject() + "/"),
            request.getPageSize(),
            request.getPageToken(),
            MOST);
    return ListTopicsResponse.newBuilder()
        .addAllTopics(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private Message delete(DeleteTopicRequest request, Call call) {
    topic(call, request.getTopic());
    PubSubState.TOPICS.remove(call.tree(), request.getTopic());
    policies.remove(call.tree(), request.getTopic());
    for (Subscription each : PubSubState.SUBSCRIPTIONS.list(call.tree(), "projects/")) {
      if (each.getTopic().equals(request.getTopic())) {
        PubSubState.SUBSCRIPTIONS.put(
            call.tree(), each.getName(), each.toBuilder().setTopic(PubSubState.DELETED).build());
      }
    }
    return Empty.getDefaultInstance();
  }

  private Message publish(PublishRequest request, Call call) {
    if (!allowance.allows(call.tree(), call.caller(), request.getTopic(), PUBLISHERS)) {
      throw PubSubError.FORBIDDEN.refusal();
    }
    topic(call, request.getTopic());
    if (request.getMessagesCount() == 0) {
      throw PubSubError.NO_MESSAGES.refusal();
    }
    if (request.getSerializedSize() > LARGEST) {
      throw PubSubError.TOO_LARGE.refusal(request.getSerializedSize());
    }
    PublishResponse.Builder answer = PublishResponse.newBuilder();
    for (PubsubMessage each : request.getMessagesList()) {
      if (each.getData().isEmpty() && each.getAttributesCount() == 0) {
        throw PubSubError.EMPTY_MESSAGE.refusal();
      }
      limits(each);
      answer.addMessageIds(
          Queues.publish(call.tree(), request.getTopic(), each.toBuilder(), call.now()));
    }
    return answer.build();
  }

  private static void limits(PubsubMessage message) {
    message
        .getAttributesMap()
        .forEach(
            (name, value) -> {
              if (ByteString.copyFromUtf8(name).size() > MOST_NAME
                  || ByteString.copyFromUtf8(value).size() > MOST_VALUE) {
                throw PubSubError.ATTRIBUTE.refusal(name);
              }
            });
    if (message.getAttributesCount() > MOST_ATTRIBUTES
        || message.getOrderingKeyBytes().size() > MOST_VALUE) {
      throw PubSubError.ATTRIBUTE.refusal("");
    }
  }

  private static Message ofTopic(ListTopicSubscriptionsRequest request, Call call) {
    topic(call, request.getTopic());
    List<String> names =
        PubSubState.SUBSCRIPTIONS.list(call.tree(), "projects/").stream()
            .filter(each -> each.getTopic().equals(request.getTopic()))
            .map(Subscription::getName)
            .toList();
    Page<String> page = Page.of(names, request.getPageSize(), request.getPageToken(), MOST);
    return ListTopicSubscriptionsResponse.newBuilder()
        .addAllSubscriptions(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private static Message subscriptions(ListSubscriptionsRequest request, Call call) {
    Page<Subscription> page =
        Page.of(
            PubSubState.SUBSCRIPTIONS.list(call.tree(), request.getProject() + "/"),
            request.getPageSize(),
            request.getPageToken(),
            MOST);
    return ListSubscriptionsResponse.newBuilder()
        .addAllSubscriptions(page.items())
        .setNextPageToken(page.next())
        .build();
  }
}
