package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceOrderTest {
  private final MemoryContext context = new MemoryContext();

  @Test
  void sendsTheOrderAndAnswersAtOnce() throws Exception {
    Pack.Order order = new Pack.Order("4711", List.of("book"));
    HttpResponse response = new PlaceOrder().handle(order, context);
    assertEquals(202, response.status());
    assertEquals(
        "order 4711 is to be packed: id-1", new String(response.body(), StandardCharsets.UTF_8));
    assertEquals(List.of("to-pack", order), context.sent);
  }

  @Test
  void sendsNothingThatIsNoOrder() throws Exception {
    assertEquals(400, new PlaceOrder().handle(new Pack.Order(null, null), context).status());
    assertEquals(List.of(), context.sent);
  }
}
