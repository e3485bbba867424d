package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.front.ResourcePolicy;
import dev.portolan.sandbox.aws.lambda.AsyncCalls;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.sqs.Letter;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Brings functions what they are due. Lambda takes an event and tries the function itself; what it
 * does not take for want of a permission or of the function, EventBridge does not try again:
 * "rather than retrying, EventBridge sends these events directly to the DLQ, if you have one".
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Event
 *     retry policy and using dead-letter queues</a>
 */
public record Couriers(StateStore state, AsyncCalls functions, TimeSource time) {
  /** Why the function did not handle it; empty if it did. */
  public Optional<String> bring(Delivery due) {
    if (!ResourcePolicy.of(state.read(), due.function())
        .allows("events.amazonaws.com", due.rule())) {
      return lost(
          due,
          "NO_PERMISSIONS",
          "was not called: it has no permission that lets " + due.rule() + " call it");
    }
    Optional<String> failed = functions.call(due.function(), due.payload());
    return failed.filter(why -> why.startsWith("was not called")).isPresent()
        ? lost(due, "NO_RESOURCE", failed.get())
        : failed;
  }

  private Optional<String> lost(Delivery due, String code, String why) {
    if (due.deadLetters().isEmpty()) {
      return Optional.of(why);
    }
    Optional<String> hindrance = state.change(tree -> kept(tree, due, code, why));
    return Optional.of(
        why
            + hindrance
                .map(what -> ", and it did not come to " + due.deadLetters() + ": " + what)
                .orElse(", and it is in " + due.deadLetters()));
  }

  /** The queue's own policy, which must let EventBridge send there, is not looked at here. */
  private Optional<String> kept(ObjectNode tree, Delivery due, String code, String why) {
    Optional<ObjectNode> queue = Queues.byArn(tree, due.deadLetters());
    if (queue.isEmpty()) {
      return Optional.of("there is no such queue");
    }
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("MessageBody", new String(due.payload(), StandardCharsets.UTF_8));
    ObjectNode attributes = message.putObject("MessageAttributes");
    Map.of(
            "RULE_ARN",
            due.rule(),
            "TARGET_ARN",
            due.function(),
            "ERROR_CODE",
            code,
            "ERROR_MESSAGE",
            why)
        .forEach(
            (name, value) ->
                attributes.putObject(name).put("DataType", "String").put("StringValue", value));
    try {
      Letter.send(tree, queue.get(), message, time.now());
      return Optional.empty();
    } catch (AwsRefusal refusal) {
      return Optional.of(refusal.getMessage());
    }
  }
}
