package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import java.util.Optional;

/**
 * Where queues stand in the state, by name: {@code attributes}, {@code tags}, {@code _messages},
 * and, of a FIFO queue, {@code _sent}, what was sent lately.
 */
public final class Queues {
  private Queues() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("sqs"), "queues");
  }

  /** The queue that a call's URL names; its host is not looked at. */
  static ObjectNode queue(Call call) {
    String name = name(call.text("QueueUrl"));
    if (all(call).get(name) instanceof ObjectNode found
        && call.text("QueueUrl").endsWith("/" + call.caller().account() + "/" + name)) {
      return found;
    }
    throw SqsError.NO_QUEUE.refusal();
  }

  /** The last part of a URL or an ARN. */
  public static String name(String urlOrArn) {
    return urlOrArn.substring(Math.max(urlOrArn.lastIndexOf('/'), urlOrArn.lastIndexOf(':')) + 1);
  }

  /** A queue by its ARN. */
  public static Optional<ObjectNode> byArn(JsonNode state, String arn) {
    String[] parts = arn.split(":");
    if (parts.length != 6 || !parts[2].equals("sqs")) {
      return Optional.empty();
    }
    JsonNode queues = state.path("regions").path(parts[3]).path("sqs").path("queues");
    return queues.get(parts[5]) instanceof ObjectNode queue ? Optional.of(queue) : Optional.empty();
  }

  /** For how long a message is hidden from others once somebody has it, in seconds. */
  public static int visibility(JsonNode queue) {
    return QueueAttributes.number(queue, QueueAttributes.VISIBILITY);
  }

  /** Whether messages keep the order of their group. */
  public static boolean ordered(JsonNode queue) {
    return QueueAttributes.flag(queue, QueueAttributes.FIFO);
  }
}
