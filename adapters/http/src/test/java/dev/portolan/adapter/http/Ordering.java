package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes typed JSON, gives it back, and counts. */
public final class Ordering implements PortableFunction<Ordering.Order, Ordering.Order> {
  static final AtomicInteger CALLS = new AtomicInteger();

  /** What it takes. */
  public record Order(String id, int amount) {}

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Ordering.class, "dev.portolan.adapter.http.Ordering$Order");
  }

  @Override
  public Order handle(Order order, Context context) {
    CALLS.incrementAndGet();
    return order;
  }
}
