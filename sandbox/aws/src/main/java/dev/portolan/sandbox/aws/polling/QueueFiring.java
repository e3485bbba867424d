package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.events.Ended;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.sqs.Letter;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends messages to a queue and has them taken from there at once, in batches as Lambda takes. */
public record QueueFiring(StateStore state, TimeSource time, QueuePoller poller) {
  /**
   * Delivers, each time that it is asked: sends the messages first, and then brings the same
   * batches again, as they come whose deletion was lost. Nothing where no function takes from the
   * queue.
   *
   * @param arn of the queue
   */
  public Supplier<List<Ended>> round(Happening happening, String arn) {
    List<JsonNode> takers =
        Mappings.everywhere(state.read(), time.now()).stream()
            .filter(mapping -> mapping.path("EventSourceArn").asText().equals(arn))
            .toList();
    if (takers.isEmpty() || Queues.byArn(state.read(), arn).isEmpty()) {
      return List::of;
    }
    JsonNode taker =
        takers.stream()
            .filter(mapping -> Mappings.active(mapping, time.now()))
            .findFirst()
            .orElse(takers.get(0));
    return new Round(happening, arn, taker);
  }

  private final class Round implements Supplier<List<Ended>> {
    private final Happening happening;
    private final String arn;
    private final JsonNode taker;
    private final List<String> ids = new ArrayList<>();
    private final List<List<JsonNode>> batches = new ArrayList<>();

    private Round(Happening happening, String arn, JsonNode taker) {
      this.happening = happening;
      this.arn = arn;
      this.taker = taker;
    }

    @Override
    public List<Ended> get() {
      Optional<String> hindrance = poller.hindrance(taker);
      Map<String, Optional<String>> ended = new HashMap<>();
      if (ids.isEmpty()) {
        List<JsonNode> first = send(hindrance.isEmpty());
        while (!first.isEmpty()) {
          batches.add(first);
          ended.putAll(poller.bring(taker, first));
          first = hindrance.isEmpty() ? state.change(this::next) : List.of();
        }
      } else if (hindrance.isEmpty()) {
        batches.forEach(batch -> ended.putAll(poller.bring(taker, batch)));
      }
      List<Ended> all = new ArrayList<>();
      for (String id : ids) {
        Optional<String> why = ended.getOrDefault(id, hindrance.or(() -> Optional.of(waits())));
        all.add(Ended.of(taker.path("FunctionArn").asText(), all.size() + 1, id, why));
      }
      return all;
    }

    /** Sends all and takes the first batch, before anybody else can. */
    private List<JsonNode> send(boolean able) {
      return state.change(
          tree -> {
            ObjectNode queue = Queues.byArn(tree, arn).orElseThrow();
            for (Happening each : happening.each()) {
              ids.add(Letter.send(tree, queue, input(each, queue), time.now()).path("id").asText());
            }
            return able ? next(tree) : List.<JsonNode>of();
          });
    }

    private List<JsonNode> next(ObjectNode tree) {
      Set<String> taken = new HashSet<>();
      batches.forEach(batch -> batch.forEach(one -> taken.add(one.path("id").asText())));
      return poller.take(tree, taker, id -> ids.contains(id) && !taken.contains(id));
    }

    private String waits() {
      boolean active = Mappings.active(taker, time.now());
      String why = active ? "others are before it, or it is delayed" : "the mapping is disabled";
      return "was not called: the message waits in " + arn + ", since " + why;
    }
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
