package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The messages of a queue, in the order in which they were sent: received, hidden for a time,
 * deleted, or put aside where they came too often.
 */
public final class Messages {
  private Messages() {}

  static ArrayNode of(ObjectNode queue) {
    return queue.withArrayProperty("_messages");
  }

  static boolean visible(JsonNode message, Instant now) {
    return message.path("visible").asLong() <= now.toEpochMilli();
  }

  /** Whether somebody has it at the moment. */
  static boolean flies(JsonNode message, Instant now) {
    return message.path("receives").asInt() > 0 && !visible(message, now);
  }

  /**
   * Takes messages and hides them from others. In a FIFO queue no message of a group is taken while
   * one of the same group is with somebody.
   *
   * @param state the whole, which is changed: what came too often goes to another queue
   * @param seconds how long they are hidden
   * @param which only messages of these ids
   */
  public static List<JsonNode> receive(
      ObjectNode state,
      ObjectNode queue,
      int most,
      int seconds,
      Instant now,
      Predicate<String> which) {
    expire(queue, now);
    boolean ordered = Queues.ordered(queue);
    Set<String> busy = new HashSet<>();
    if (ordered) {
      of(queue).forEach(one -> addIf(flies(one, now), busy, group(one)));
    }
    List<JsonNode> taken = new ArrayList<>();
    Optional<QueueAttributes.Redrive> redrive =
        QueueAttributes.redrive(
            queue.path("attributes").path(QueueAttributes.REDRIVE).asText("{}"));
    Iterator<JsonNode> each = of(queue).iterator();
    while (each.hasNext() && taken.size() < most) {
      ObjectNode message = (ObjectNode) each.next();
      if (!visible(message, now) || ordered && busy.contains(group(message))) {
        continue;
      }
      if (!which.test(message.path("id").asText())) {
        busy.add(group(message));
        continue;
      }
      int received = message.path("receives").asInt() + 1;
      if (redrive.isPresent() && received > redrive.get().most()) {
        Optional<ObjectNode> aside = Queues.byArn(state, redrive.get().arn());
        if (aside.isPresent()) {
          each.remove();
          of(aside.get()).add(message.put("receives", 0));
          continue;
        }
      }
      message.put("receives", received);
      if (received == 1) {
        message.put("first", now.toEpochMilli());
      }
      message.put("visible", now.plusSeconds(seconds).toEpochMilli());
      message.put("receipt", Ids.uuid(state));
      taken.add(message.deepCopy());
    }
    return taken;
  }

  private static void addIf(boolean condition, Set<String> busy, String group) {
    if (condition) {
      busy.add(group);
    }
  }

  private static String group(JsonNode message) {
    return message.path("group").asText();
  }

  /** Forgets what was kept for as long as the queue keeps messages. */
  private static void expire(ObjectNode queue, Instant now) {
    long kept = QueueAttributes.number(queue, QueueAttributes.RETENTION) * 1000L;
    Iterator<JsonNode> each = of(queue).iterator();
    while (each.hasNext()) {
      if (each.next().path("sent").asLong() + kept < now.toEpochMilli()) {
        each.remove();
      }
    }
  }

  /** Whether a message is there that can be taken at this moment. */
  public static boolean waiting(JsonNode queue, Instant now) {
    for (JsonNode message : queue.path("_messages")) {
      if (visible(message, now)) {
        return true;
      }
    }
    return false;
  }

  /** When a message can be taken again, or could; empty if it is not there. */
  public static Optional<Instant> visibleAt(JsonNode queue, String id) {
    for (JsonNode message : queue.path("_messages")) {
      if (message.path("id").asText().equals(id)) {
        return Optional.of(Instant.ofEpochMilli(message.path("visible").asLong()));
      }
    }
    return Optional.empty();
  }

  /** Deletes by the handle of the last receipt; one of an earlier one deletes nothing. */
  public static void delete(ObjectNode queue, String receipt) {
    Iterator<JsonNode> each = of(queue).iterator();
    while (each.hasNext()) {
      if (each.next().path("receipt").asText().equals(receipt)) {
        each.remove();
      }
    }
  }
}
