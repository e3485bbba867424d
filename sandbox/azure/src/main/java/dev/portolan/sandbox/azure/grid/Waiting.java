package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events that are to be delivered, as the state keeps them: each for one event subscription.
 * What failed is tried again later and later, until the subscription's own policy gives it up; then
 * it is gone, as it is where nobody has named a place for dead letters.
 *
 * <p>https://learn.microsoft.com/azure/event-grid/delivery-and-retry
 */
final class Waiting {
  private static final String PART = "gridEvents";

  /** Of the whole state: no key is used again. */
  private static final String SEQUENCE = "gridSequence";

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private Waiting() {}

  /** The number of the last one. */
  static long last(ObjectNode tree) {
    return tree.path(SEQUENCE).asLong();
  }

  static void add(ObjectNode tree, String subscription, ObjectNode event, Instant now) {
    long sequence = last(tree) + 1;
    tree.put(SEQUENCE, sequence);
    ObjectNode kept = tree.withObjectProperty(PART).putObject("%019d".formatted(sequence));
    kept.put("subscription", subscription).put("tries", 0);
    kept.put("first", now.toString()).put("due", now.toString()).set("event", event);
  }

  static Optional<ObjectNode> find(ObjectNode tree, String key) {
    return Optional.ofNullable((ObjectNode) tree.path(PART).get(key));
  }

  /** The keys of those after a number, in their order. */
  static List<String> after(ObjectNode tree, long number) {
    List<String> all = new ArrayList<>();
    tree.path(PART).fieldNames().forEachRemaining(all::add);
    all.removeIf(key -> Long.parseLong(key) <= number);
    all.sort(null);
    return all;
  }

  /** The keys of those that are to be delivered now. */
  static List<String> due(ObjectNode tree, Instant now) {
    return after(tree, 0).stream()
        .filter(key -> !Instant.parse(tree.path(PART).path(key).path("due").asText()).isAfter(now))
        .toList();
  }

  /** Nothing but a call by hand delivers it for a while, until it was handled so often. */
  static void hold(ObjectNode tree, String key, Instant until, int times) {
    find(tree, key).ifPresent(each -> each.put("due", until.toString()).put("times", times));
  }

  /** Forgets one that was handled, unless it is to come again all the same. */
  static void handled(ObjectNode tree, String key) {
    int left = find(tree, key).map(each -> each.path("times").asInt(1)).orElse(1) - 1;
    if (left > 0) {
      find(tree, key).ifPresent(each -> each.put("times", left));
    } else {
      remove(tree, key);
    }
  }

  static void remove(ObjectNode tree, String key) {
    ((ObjectNode) tree.path(PART)).remove(key);
  }

  /** Whether one that failed comes again: when, or empty if it is given up. */
  static Optional<Duration> failed(ObjectNode tree, String key, JsonNode policy, Instant now) {
    Optional<ObjectNode> event = find(tree, key);
    if (event.isEmpty()) {
      return Optional.empty();
    }
    int tries = event.get().path("tries").asInt() + 1;
    Duration pause = PAUSES.get(Math.min(tries, PAUSES.size()) - 1);
    Instant last =
        Instant.parse(event.get().path("first").asText())
            .plus(Duration.ofMinutes(policy.path("eventTimeToLiveInMinutes").asLong(1440)));
    if (tries >= policy.path("maxDeliveryAttempts").asInt(30) || now.plus(pause).isAfter(last)) {
      remove(tree, key);
      return Optional.empty();
    }
    event.get().put("tries", tries).put("due", now.plus(pause).toString());
    return Optional.of(pause);
  }

  /** Lets go of those of a subscription that is no longer there. */
  static void drop(ObjectNode tree, String subscription) {
    for (String key : after(tree, 0)) {
      if (ArmId.same(find(tree, key).orElseThrow().path("subscription").asText(), subscription)) {
        remove(tree, key);
      }
    }
  }
}
