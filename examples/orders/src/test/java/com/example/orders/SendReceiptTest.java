package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Event;
import dev.portolan.Reject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendReceiptTest {
  @Test
  void refusesOrdersThatCostNothing() {
    Event<SendReceipt.Order> event =
        new Event<>(
            Event.Kind.TOPIC,
            "1",
            "/shop",
            "com.example.order.placed",
            Optional.empty(),
            Optional.empty(),
            "application/json",
            Map.of(),
            new SendReceipt.Order("4711", 0));
    assertThrows(Reject.class, () -> new SendReceipt().handle(event, null));
  }
}
