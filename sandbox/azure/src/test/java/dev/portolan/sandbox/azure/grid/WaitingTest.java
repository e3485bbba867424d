package dev.portolan.sandbox.azure.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When what failed comes again, by an event subscription's own policy. */
class WaitingTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
  private final ObjectNode policy = JsonNodeFactory.instance.objectNode();

  private String one() {
    Waiting.add(tree, "one", tree.objectNode(), START);
    return Waiting.after(tree, 0).get(0);
  }

  @Test
  @DisplayName("It comes later each time, for a day, and is gone then")
  void pauses() {
    String key = one();
    Instant now = START;
    List<Long> pauses = new ArrayList<>();
    Optional<Duration> pause = Waiting.failed(tree, key, policy, now);
    while (pause.isPresent()) {
      pauses.add(pause.get().toSeconds());
      assertEquals(List.of(), Waiting.due(tree, now));
      now = now.plus(pause.get());
      assertEquals(List.of(key), Waiting.due(tree, now));
      pause = Waiting.failed(tree, key, policy, now);
    }
    assertEquals(
        List.of(10L, 30L, 60L, 300L, 600L, 1800L, 3600L, 10_800L, 21_600L, 43_200L), pauses);
    assertTrue(Waiting.find(tree, key).isEmpty());
  }

  @Test
  @DisplayName("It is gone after so many times as the policy says")
  void attempts() {
    String key = one();
    policy.put("maxDeliveryAttempts", 2);
    assertTrue(Waiting.failed(tree, key, policy, START).isPresent());
    assertTrue(Waiting.failed(tree, key, policy, START).isEmpty());
    assertTrue(Waiting.find(tree, key).isEmpty());
  }

  @Test
  @DisplayName("It goes with its subscription, and no other's does")
  void dropped() {
    String key = one();
    Waiting.add(tree, "two", tree.objectNode(), START);
    Waiting.drop(tree, "ONE");
    assertTrue(Waiting.find(tree, key).isEmpty());
    assertEquals(1, Waiting.after(tree, 0).size());
  }
}
