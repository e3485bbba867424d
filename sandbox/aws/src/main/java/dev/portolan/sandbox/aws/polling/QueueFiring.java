package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.sqs.Letter;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sends a message to a queue and has it taken from there at once. */
public record QueueFiring(StateStore state, TimeSource time, QueuePoller poller) {
  /**
   * Why it was not handled the first time, by the ARN of the function that takes from the queue;
   * nothing for one that did, and no function where none takes from it.
   *
   * @param arn of the queue
   */
  public Map<String, Optional<String>> send(Happening happening, String arn) {
    List<JsonNode> takers =
        Mappings.everywhere(state.read(), time.now()).stream()
            .filter(mapping -> mapping.path("EventSourceArn").asText().equals(arn))
            .toList();
    if (takers.isEmpty() || Queues.byArn(state.read(), arn).isEmpty()) {
      return Map.of();
    }
    JsonNode taker =
        takers.stream()
            .filter(mapping -> Mappings.active(mapping, time.now()))
            .findFirst()
            .orElse(takers.get(0));
    return Map.of(taker.path("FunctionArn").asText(), sent(happening, arn, taker));
  }

  private Optional<String> sent(Happening happening, String arn, JsonNode taker) {
    Optional<String> hindrance = poller.hindrance(taker);
    List<JsonNode> taken =
        state.change(
            tree -> {
              ObjectNode queue = Queues.byArn(tree, arn).orElseThrow();
              String id =
                  Letter.send(tree, queue, input(happening, queue), time.now()).path("id").asText();
              return hindrance.isPresent()
                  ? List.<JsonNode>of()
                  : poller.take(tree, taker, id::equals);
            });
    if (hindrance.isPresent()) {
      return hindrance;
    }
    if (taken.isEmpty()) {
      boolean active = Mappings.active(taker, time.now());
      String why = active ? "others are before it, or it is delayed" : "the mapping is disabled";
      return Optional.of("was not called: the message waits in " + arn + ", since " + why);
    }
    return poller.deliver(taker, taken);
  }

  private static ObjectNode input(Happening happening, ObjectNode queue) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("MessageBody", new String(happening.data(), StandardCharsets.UTF_8));
    if (Queues.ordered(queue)) {
      input.put("MessageGroupId", happening.key().isEmpty() ? "portolan" : happening.key());
      input.put("MessageDeduplicationId", UUID.randomUUID().toString());
    }
    return input;
  }
}
