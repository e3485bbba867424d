package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.sqs.Letter;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.time.Instant;
import java.util.Optional;

/** The queues to which Lambda sends a record of what it gives up. */
public final class Destinations {
  private Destinations() {}

  /**
   * Sends a record in the name of a function's role; what came in the way.
   *
   * @param role its ARN
   * @param destination the ARN of a queue
   */
  public static Optional<String> send(
      ObjectNode state, String role, String destination, String text, Instant now) {
    Optional<ObjectNode> queue = Queues.byArn(state, destination);
    if (queue.isEmpty() || Queues.ordered(queue.get())) {
      return Optional.of("it is no standard queue here");
    }
    if (!Roles.may(state, role, "sqs:SendMessage", destination)) {
      String name = role.substring(role.lastIndexOf('/') + 1);
      return Optional.of("the role " + name + " may not send to it");
    }
    try {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      Letter.send(state, queue.get(), input.put("MessageBody", text), now);
      return Optional.empty();
    } catch (AwsRefusal refusal) {
      return Optional.of(refusal.getMessage());
    }
  }
}
