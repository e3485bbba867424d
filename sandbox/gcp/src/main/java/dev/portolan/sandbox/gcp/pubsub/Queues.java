package dev.portolan.sandbox.gcp.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.portolan.sandbox.gcp.wire.ProtoJson;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Messages that wait for their subscriptions, as the state keeps them. */
public final class Queues {
  private static final String PART = "undelivered";
  private static final String AGAIN = "deliveredAgain";

  private Queues() {}

  /**
   * A message that waits.
   *
   * @param attempts how often it was tried
   * @param again how often it comes again after it was acknowledged
   * @param due before this moment it is not tried again
   */
  public record Waiting(
      String subscription, PubsubMessage message, int attempts, int again, Instant due) {
    /** The same for every try of the same message. */
    public String key() {
      return subscription + " " + message.getMessageId();
    }
  }

  /**
   * Adds a message for every subscription of a topic.
   *
   * @return its id
   */
  public static String publish(
      ObjectNode tree, String topic, PubsubMessage.Builder wanted, Instant now) {
    long number = tree.path("messages").asLong(10_000_000_000L) + 1;
    tree.put("messages", number);
    PubsubMessage message =
        wanted.setMessageId(Long.toString(number)).setPublishTime(Times.of(now)).build();
    for (Subscription each : PubSubState.SUBSCRIPTIONS.list(tree, "projects/")) {
      if (each.getTopic().equals(topic)) {
        tree.withObjectProperty(PART)
            .withArrayProperty(each.getName())
            .addObject()
            .put("attempts", 0)
            .put("again", tree.path(AGAIN).path(each.getName()).asInt())
            .put("due", now.toString())
            .set("message", ProtoJson.tree(message));
      }
    }
    return message.getMessageId();
  }

  /** All that wait, of each subscription the oldest first. */
  public static List<Waiting> waiting(ObjectNode tree) {
    List<Waiting> all = new ArrayList<>();
    tree.path(PART)
        .properties()
        .forEach(
            each -> each.getValue().forEach(message -> all.add(waiting(each.getKey(), message))));
    return all;
  }

  private static Waiting waiting(String subscription, JsonNode json) {
    return new Waiting(
        subscription,
        ProtoJson.message(json.path("message"), PubsubMessage.getDefaultInstance()),
        json.path("attempts").asInt(),
        json.path("again").asInt(),
        Instant.parse(json.path("due").asText()));
  }

  /**
   * From now on what is published comes to these subscriptions again after it was acknowledged, as
   * it does when Pub/Sub has lost the acknowledgement; so often, or as usual with 0.
   *
   * @see <a href="https://cloud.google.com/pubsub/docs/exactly-once-delivery">"Push and export
   *     subscriptions don't support exactly-once delivery"</a>
   */
  public static void repeat(ObjectNode tree, Collection<String> subscriptions, int again) {
    ObjectNode all = tree.withObjectProperty(AGAIN);
    subscriptions.forEach(each -> all.put(each, again));
    if (again == 0) {
      all.remove(subscriptions);
    }
  }

  /** Forgets a message that was acknowledged, unless it is to come again all the same. */
  public static void taken(ObjectNode tree, Waiting taken) {
    if (taken.again() == 0) {
      acknowledge(tree, taken);
      return;
    }
    for (JsonNode each : tree.withObjectProperty(PART).withArrayProperty(taken.subscription())) {
      if (is(each, taken)) {
        ((ObjectNode) each).put("again", taken.again() - 1).put("attempts", 0);
      }
    }
  }

  /** Forgets a message: it was taken. */
  public static void acknowledge(ObjectNode tree, Waiting taken) {
    ArrayNode queue = tree.withObjectProperty(PART).withArrayProperty(taken.subscription());
    for (int i = 0; i < queue.size(); i++) {
      if (is(queue.get(i), taken)) {
        queue.remove(i);
        return;
      }
    }
  }

  /** Notes that a try failed, and when the next is due. */
  public static void again(ObjectNode tree, Waiting failed, Instant due) {
    for (JsonNode each : tree.withObjectProperty(PART).withArrayProperty(failed.subscription())) {
      if (is(each, failed)) {
        ((ObjectNode) each).put("attempts", failed.attempts() + 1).put("due", due.toString());
      }
    }
  }

  /** Forgets what is older than its subscription keeps it. */
  public static void expire(ObjectNode tree, Waiting old, Instant now) {
    Duration kept =
        PubSubState.SUBSCRIPTIONS
            .find(tree, old.subscription())
            .map(s -> Duration.ofSeconds(s.getMessageRetentionDuration().getSeconds()))
            .orElse(Duration.ZERO);
    if (!now.isBefore(Times.from(old.message().getPublishTime()).plus(kept))) {
      acknowledge(tree, old);
    }
  }

  /** Forgets a subscription with all that waits for it. */
  public static void remove(ObjectNode tree, String subscription) {
    PubSubState.SUBSCRIPTIONS.remove(tree, subscription);
    PubSubState.TAKERS.remove(tree, subscription);
    tree.withObjectProperty(PART).remove(subscription);
  }

  private static boolean is(JsonNode json, Waiting wanted) {
    return json.path("message").path("messageId").asText().equals(wanted.message().getMessageId());
  }
}
