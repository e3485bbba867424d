package dev.portolan.sandbox.gcp.eventarc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.Pubsub;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.protobuf.Duration;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Project;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The topic and the subscription behind a trigger. Names, backoff and the endpoint with its query
 * are those of subscriptions that Eventarc made, as exported configurations of projects show them;
 * a day of retention is told by <a
 * href="https://cloud.google.com/eventarc/docs/retry-events">Google</a>.
 */
public final class Transports {
  private static final int DAY = 24 * 60 * 60;
  private static final String OWN = "eventarc-";

  private Transports() {}

  /** Gives a new trigger its subscription, and a topic if it names none. */
  static void open(Trigger.Builder trigger, String id, String parent, Call call) {
    String location = parent.substring(parent.lastIndexOf('/') + 1);
    String digits = String.valueOf(Long.parseLong(Ids.of(parent + id, 12), 16) + 100);
    String number = digits.substring(digits.length() - 3);
    String topic = trigger.getTransport().getPubsub().getTopic();
    if (topic.isEmpty()) {
      topic = "projects/" + Project.ID + "/topics/" + OWN + location + "-" + id + "-" + number;
      Topic made = Topic.newBuilder().setName(topic).setState(Topic.State.ACTIVE).build();
      PubSubState.TOPICS.put(call.tree(), topic, made);
    }
    String subscription =
        "projects/" + Project.ID + "/subscriptions/" + OWN + location + "-" + id + "-sub-" + number;
    trigger
        .getTransportBuilder()
        .setPubsub(Pubsub.newBuilder().setTopic(topic).setSubscription(subscription));
    Subscription made =
        Subscription.newBuilder()
            .setName(subscription)
            .setTopic(topic)
            .setAckDeadlineSeconds(10)
            .setMessageRetentionDuration(Duration.newBuilder().setSeconds(DAY))
            .setExpirationPolicy(ExpirationPolicy.getDefaultInstance())
            .setRetryPolicy(
                RetryPolicy.newBuilder()
                    .setMinimumBackoff(Duration.newBuilder().setSeconds(10))
                    .setMaximumBackoff(Duration.newBuilder().setSeconds(600)))
            .setState(Subscription.State.ACTIVE)
            .setPushConfig(push(trigger.build(), call.tree()))
            .build();
    PubSubState.SUBSCRIPTIONS.put(call.tree(), subscription, made);
  }

  /** Points the subscription of a trigger that was changed to where it leads now. */
  static void point(Trigger trigger, ObjectNode tree) {
    String name = trigger.getTransport().getPubsub().getSubscription();
    PubSubState.SUBSCRIPTIONS
        .find(tree, name)
        .ifPresent(
            found ->
                PubSubState.SUBSCRIPTIONS.put(
                    tree, name, found.toBuilder().setPushConfig(push(trigger, tree)).build()));
  }

  private static PushConfig push(Trigger trigger, ObjectNode tree) {
    CloudRun run = trigger.getDestination().getCloudRun();
    String id = run.getService().substring(run.getService().lastIndexOf('/') + 1);
    String service = "projects/" + Project.ID + "/locations/" + run.getRegion() + "/services/" + id;
    String url = RunState.SERVICES.find(tree, service).orElseThrow().getUri();
    String path = run.getPath().replaceFirst("^/", "");
    PushConfig.Builder push =
        PushConfig.newBuilder()
            .setPushEndpoint(url + "/" + path + "?__GCP_CloudEventsMode=" + mode(trigger))
            .putAttributes("x-goog-version", "v1");
    if (!trigger.getServiceAccount().isEmpty()) {
      push.getOidcTokenBuilder()
          .setServiceAccountEmail(
              trigger.getServiceAccount().replaceFirst("projects/[^/]+/serviceAccounts/", ""))
          .setAudience(url);
    }
    return push.build();
  }

  /** Of what form the messages of a trigger's subscription are, as its endpoint says. */
  public static String mode(Trigger trigger) {
    String type = EventarcState.type(trigger);
    String topic = trigger.getTransport().getPubsub().getTopic();
    if (type.equals(EventarcState.PUBLISHED)) {
      return "CUSTOM_PUBSUB_" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
    }
    return type.startsWith("google.cloud.storage.") ? "GCS_NOTIFICATION" : "CE_PUBSUB_BINDING";
  }

  /** Deletes the topic of a trigger, if it was not given one. */
  static void close(ObjectNode tree, Trigger trigger) {
    if (isOwn(trigger)) {
      PubSubState.TOPICS.remove(tree, trigger.getTransport().getPubsub().getTopic());
    }
  }

  /** Whether the topic of a trigger was made for it. */
  static boolean isOwn(Trigger trigger) {
    String topic = trigger.getTransport().getPubsub().getTopic();
    String[] parts = trigger.getName().split("/");
    String own = "projects/" + Project.ID + "/topics/" + OWN + parts[3] + "-" + parts[5] + "-";
    return topic.startsWith(own) && topic.substring(own.length()).matches("[0-9]{3}");
  }
}
