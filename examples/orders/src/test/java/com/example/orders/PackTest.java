package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Batch;
import dev.portolan.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackTest {
  private static Event<Pack.Order> order(String id, String... items) {
    return new Event<>(
        Event.Kind.QUEUE,
        id,
        "/shop",
        "com.example.order",
        Optional.empty(),
        Optional.empty(),
        "application/json",
        Map.of(),
        new Pack.Order(id, List.of(items)));
  }

  @Test
  void onePoisonedOrderIsRefusedAloneAndTheOthersArePacked() throws Exception {
    Batch<Pack.Order> batch =
        new Batch<>(List.of(order("1", "book"), order("2"), order("3", "pen", "ink")), false);
    Batch.Result result = Pack.pack(batch, System.getLogger("pack"));
    assertEquals(
        List.of(Batch.Outcome.Kind.DONE, Batch.Outcome.Kind.REJECT, Batch.Outcome.Kind.DONE),
        result.outcomes().stream().map(Batch.Outcome::kind).toList());
  }
}
