package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Ids;
import java.time.Duration;
import java.time.Instant;

/** Puts one message into a queue. */
public final class Letter {
  /** "The deduplication interval is 5 minutes". */
  private static final Duration DEDUPLICATED = Duration.ofMinutes(5);

  private Letter() {}

  /**
   * Gives the message as it stands in the state: {@code id}, {@code body}, {@code attributes}. What
   * was sent to a FIFO queue lately is not put there again.
   *
   * @param state the whole, which is changed
   * @param input with the members of SendMessage
   */
  public static ObjectNode send(ObjectNode state, ObjectNode queue, ObjectNode input, Instant now) {
    String body = input.path("MessageBody").asText();
    int longest = QueueAttributes.number(queue, QueueAttributes.LONGEST);
    if (LetterText.bytes(body) + LetterText.bytes(input.path("MessageAttributes")) > longest) {
      throw SqsError.TOO_LONG.refusal(longest);
    }
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("id", Ids.uuid(state)).put("body", body);
    JsonNode attributes = input.path("MessageAttributes");
    message.set("attributes", attributes.isObject() ? attributes.deepCopy() : message.objectNode());
    int delay =
        input.path("DelaySeconds").asInt(QueueAttributes.number(queue, QueueAttributes.DELAY));
    message.put("sent", now.toEpochMilli());
    message.put("visible", now.plusSeconds(delay).toEpochMilli());
    if (input.hasNonNull("MessageGroupId")) {
      message.set("group", input.path("MessageGroupId"));
    }
    if (Queues.ordered(queue) && !first(queue, input, message, body, now)) {
      return message;
    }
    Messages.of(queue).add(message);
    return message;
  }

  /** Whether a message of this deduplication id comes for the first time; else it gets that one. */
  private static boolean first(
      ObjectNode queue, ObjectNode input, ObjectNode message, String body, Instant now) {
    if (!message.has("group")) {
      throw SqsError.NO_GROUP.refusal();
    }
    boolean byContent = QueueAttributes.flag(queue, QueueAttributes.BY_CONTENT);
    if (!byContent && !input.hasNonNull("MessageDeduplicationId")) {
      throw SqsError.NO_DEDUPLICATION.refusal();
    }
    String id =
        input.hasNonNull("MessageDeduplicationId")
            ? input.path("MessageDeduplicationId").asText()
            : Digests.sha256(body);
    ObjectNode sent = queue.withObjectProperty("_sent");
    sent.properties()
        .removeIf(
            one -> one.getValue().path("at").asLong() <= now.minus(DEDUPLICATED).toEpochMilli());
    if (sent.has(id)) {
      message.set("id", sent.path(id).path("id"));
      message.set("sequence", sent.path(id).path("sequence"));
      return false;
    }
    long number = queue.path("_sequence").asLong() + 1;
    queue.put("_sequence", number);
    message.put("deduplication", id).put("sequence", String.format("%020d", number));
    ObjectNode known = sent.putObject(id).put("at", now.toEpochMilli());
    known.set("id", message.path("id"));
    known.set("sequence", message.path("sequence"));
    return true;
  }
}
