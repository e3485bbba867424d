package dev.portolan.sandbox.azure.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a queue hands out its messages, and when it gives one up. */
class MessagesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private String queue;

  @BeforeEach
  void queue() {
    Namespaces.keep(tree, "messaging", "acme-bus", "Standard");
    Queues.keep(tree, "acme-bus", "to-pack", 2, false);
    Queues.keep(tree, "acme-bus", "to-pack-2", 2, false);
    queue =
        ArmId.of(ArmId.group("messaging"), "Microsoft.ServiceBus/namespaces", "acme-bus")
            + "/queues/to-pack";
  }

  private String send(String text) {
    return Messages.send(tree, queue, Sent.of(text.getBytes()), NOW);
  }

  private List<String> waiting(Instant now) {
    return Messages.waiting(tree, queue, now);
  }

  @Test
  @DisplayName("They wait in the order in which they came, each in its own queue")
  void order() {
    String first = send("a");
    String second = send("b");
    assertEquals(List.of(first, second), waiting(NOW));
    assertEquals(List.of(), Messages.waiting(tree, queue + "-2", NOW));
  }

  @Test
  @DisplayName("One that is taken is nobody else's until its lock ends, and is counted then")
  void lock() {
    String key = send("a");
    assertEquals(1, Messages.lock(tree, key, NOW).orElseThrow().path("deliveries").asInt());
    assertEquals(List.of(), waiting(NOW.plus(Duration.ofSeconds(59))));
    Instant later = NOW.plus(Duration.ofSeconds(60));
    assertEquals(List.of(key), waiting(later));
    assertEquals(2, Messages.lock(tree, key, later).orElseThrow().path("deliveries").asInt());
    Messages.complete(tree, key);
    assertEquals(Optional.empty(), Messages.lock(tree, key, later));
  }

  @Test
  @DisplayName(
      "One that failed comes again at once, until it is dead; one that nobody took counts not")
  void dead() {
    String key = send("a");
    for (int round = 0; round < 5; round++) {
      Messages.lock(tree, key, NOW);
      Messages.release(tree, key);
      assertEquals(List.of(key), waiting(NOW));
    }
    Messages.lock(tree, key, NOW);
    Messages.abandon(tree, key, NOW);
    assertEquals(List.of(key), waiting(NOW));
    assertFalse(Messages.find(tree, key).orElseThrow().has("dead"));
    Messages.lock(tree, key, NOW);
    Messages.abandon(tree, key, NOW);
    assertEquals(List.of(), waiting(NOW.plus(Duration.ofDays(1))));
    assertEquals(
        "MaxDeliveryCountExceeded", Messages.find(tree, key).orElseThrow().path("dead").asText());
  }

  @Test
  @DisplayName("A dead one goes on to the queue that its own names, as a new one")
  void moved() {
    ObjectNode source = Queues.QUEUES.find(tree, queue).orElseThrow();
    source.withObjectProperty("properties").put(Queues.DEAD_LETTERS, "to-pack-2");
    Queues.QUEUES.put(tree, queue, source);
    String key = send("a");
    Messages.lock(tree, key, NOW);
    assertEquals(Optional.empty(), Messages.abandon(tree, key, NOW));
    Messages.lock(tree, key, NOW);
    assertEquals(Optional.of("to-pack-2"), Messages.abandon(tree, key, NOW));
    assertEquals(List.of(), waiting(NOW));
    String moved = Messages.waiting(tree, queue + "-2", NOW).get(0);
    ObjectNode message = Messages.lock(tree, moved, NOW).orElseThrow();
    assertEquals(1, message.path("deliveries").asInt());
    assertEquals(
        "MaxDeliveryCountExceeded", message.path("properties").path("DeadLetterReason").asText());
  }

  @Test
  @DisplayName("They go with their queue, and another's stay")
  void drop() {
    String key = send("a");
    String other = Messages.send(tree, queue + "-2", Sent.of(new byte[0]), NOW);
    Messages.drop(tree, queue);
    assertTrue(Messages.find(tree, key).isEmpty());
    assertTrue(Messages.find(tree, other).isPresent());
  }
}
