package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The messages of queues, and of subscriptions to topics. One that is taken is locked, so that
 * nobody else has it; it is completed, and gone, or abandoned, and comes again until it has come
 * {@code maxDeliveryCount} times: then it is dead, and stays.
 *
 * <p>https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement
 */
final class Messages {
  private static final String PART = "messages";

  /** Of the whole state: a source that is made anew must use no key of one before again. */
  private static final String SEQUENCE = "messageSequence";

  private static final String EXCEEDED = "MaxDeliveryCountExceeded";

  private Messages() {}

  /**
   * Sends one.
   *
   * @return its key
   */
  static String send(ObjectNode tree, String source, Sent message, Instant now) {
    long sequence = tree.path(SEQUENCE).asLong() + 1;
    tree.put(SEQUENCE, sequence);
    String key = ArmId.key(source) + "#" + "%019d".formatted(sequence);
    ObjectNode kept = tree.withObjectProperty(PART).putObject(key);
    kept.put("id", message.id().isEmpty() ? Ids.uuid().replace("-", "") : message.id())
        .put("session", message.session())
        .put("sequence", sequence)
        .put("enqueued", now.toString())
        .put("deliveries", 0)
        .put("contentType", message.contentType())
        .put("body", Base64.getEncoder().encodeToString(message.body()));
    kept.set("properties", message.json());
    return key;
  }

  static Optional<ObjectNode> find(ObjectNode tree, String key) {
    return Optional.ofNullable((ObjectNode) tree.path(PART).get(key));
  }

  /** The keys of those that can be taken from a source now, in their order. */
  static List<String> waiting(ObjectNode tree, String source, Instant now) {
    List<String> all = new ArrayList<>();
    for (var each : tree.path(PART).properties()) {
      String locked = each.getValue().path("locked").asText();
      if (each.getKey().startsWith(ArmId.key(source) + "#")
          && !each.getValue().has("dead")
          && (locked.isEmpty() || !Instant.parse(locked).isAfter(now))) {
        all.add(each.getKey());
      }
    }
    all.sort(null);
    return all;
  }

  /** Takes one: a copy, in which this delivery is counted; empty if it is gone or dead. */
  static Optional<ObjectNode> lock(ObjectNode tree, String key, Instant now) {
    return find(tree, key)
        .filter(message -> !message.has("dead"))
        .map(
            message -> {
              Duration lock =
                  Duration.parse(properties(tree, key).path("lockDuration").asText("PT1M"));
              message.put("deliveries", message.path("deliveries").asInt() + 1);
              message.put("locked", now.plus(lock).toString());
              return message.deepCopy();
            });
  }

  /** Whoever took it has handled it. */
  static void complete(ObjectNode tree, String key) {
    ((ObjectNode) tree.path(PART)).remove(key);
  }

  /** Nobody took it after all. */
  static void release(ObjectNode tree, String key) {
    find(tree, key)
        .ifPresent(
            message -> {
              message.put("deliveries", message.path("deliveries").asInt() - 1);
              message.remove("locked");
            });
  }

  /**
   * Whoever took it has failed. What is dead stays, or goes on to the queue that its source names:
   * there it is new, but for a property with the reason.
   *
   * @return the name of that queue, if it went there
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#moving-messages-to-the-dlq">
   *     DeadLetterReason</a>
   */
  static Optional<String> abandon(ObjectNode tree, String key, Instant now) {
    Optional<ObjectNode> found = find(tree, key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode message = found.get();
    message.remove("locked");
    if (message.path("deliveries").asInt() < most(tree, key)) {
      return Optional.empty();
    }
    String queue = properties(tree, key).path(Queues.DEAD_LETTERS).asText();
    String source = key.substring(0, key.indexOf('#'));
    Optional<ObjectNode> destination =
        queue.isEmpty()
            ? Optional.empty()
            : Queues.QUEUES.find(
                tree, Queues.id(source.replaceFirst("/(queues|topics)/.*", ""), queue));
    if (destination.isEmpty()) {
      message.put("dead", EXCEEDED);
      return Optional.empty();
    }
    ObjectNode moved = message.deepCopy();
    complete(tree, key);
    long sequence = tree.path(SEQUENCE).asLong() + 1;
    tree.put(SEQUENCE, sequence);
    moved.put("sequence", sequence).put("enqueued", now.toString()).put("deliveries", 0);
    moved.withObjectProperty("properties").put("DeadLetterReason", EXCEEDED);
    tree.withObjectProperty(PART)
        .set(
            ArmId.key(destination.get().path("id").asText()) + "#" + "%019d".formatted(sequence),
            moved);
    return Optional.of(queue);
  }

  /** How often a message comes at most. */
  static int most(ObjectNode tree, String key) {
    return properties(tree, key).path("maxDeliveryCount").asInt(Queues.MOST_DELIVERIES);
  }

  private static JsonNode properties(ObjectNode tree, String key) {
    String id = key.substring(0, key.indexOf('#'));
    return source(tree, id).orElseGet(tree::objectNode).path("properties");
  }

  /** A queue or a subscription, by its id. */
  static Optional<ObjectNode> source(ObjectNode tree, String id) {
    return Queues.QUEUES.find(tree, id).or(() -> TopicSubscriptions.SUBSCRIPTIONS.find(tree, id));
  }

  /** Lets go of those of a source that is no longer there. */
  static void drop(ObjectNode tree, String source) {
    List<String> keys = new ArrayList<>();
    tree.path(PART).fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> !key.startsWith(ArmId.key(source) + "#"));
    keys.forEach(key -> complete(tree, key));
  }
}
