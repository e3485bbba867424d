package com.example.orders;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.PortableFunction;
import dev.portolan.Queue;
import dev.portolan.Reject;
import java.util.List;

/**
 * Packs orders, up to ten together. One that nobody can pack is refused alone: the others are not
 * packed twice for it.
 */
@Queue("to-pack")
public final class Pack implements PortableFunction<Batch<Pack.Order>, Batch.Result> {
  /** What to put into one parcel. */
  public record Order(String id, List<String> items) {}

  @Override
  public Batch.Result handle(Batch<Order> batch, Context context) throws InterruptedException {
    return pack(batch, context.logger());
  }

  static Batch.Result pack(Batch<Order> batch, System.Logger log) throws InterruptedException {
    return batch.each(
        event -> {
          Order order = event.data();
          if (order.items() == null || order.items().isEmpty()) {
            throw new Reject("order " + order.id() + " has nothing in it");
          }
          log.log(System.Logger.Level.INFO, "packed " + order.items() + " for order " + order.id());
        });
  }
}
