package com.example.orders;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Topic;

/** Sends a receipt for each order that is placed. */
@Topic(value = "orders", types = "com.example.order.placed")
public final class SendReceipt implements PortableFunction<Event<SendReceipt.Order>, Void> {
  public record Order(String id, int cents) {}

  @Override
  public Void handle(Event<Order> event, Context context) {
    Order order = event.data();
    if (order.cents() <= 0) {
      throw new Reject("order " + order.id() + " costs nothing");
    }
    context.logger().log(System.Logger.Level.INFO, "receipt for order " + order.id());
    return null;
  }
}
