package dev.portolan.adapter.awslambda;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import java.util.concurrent.CountDownLatch;

/** The functions that run in the real runtime. */
final class Real {
  private Real() {}

  /** Does what it is told. */
  public static final class Obey implements PortableFunction<Obey.Order, Obey.Report>, Lifecycle {
    private static final CountDownLatch TOGETHER = new CountDownLatch(4);
    private final StringBuffer hooks = new StringBuffer();

    /** What to do. */
    public record Order(String word) {}

    /** What was done. */
    public record Report(String word, String hooks, String traceparent) {}

    @Override
    public void start() {
      hooks.append("start ");
    }

    @Override
    public void warm() {
      hooks.append("warm ");
    }

    @Override
    public void beforeSnapshot() {
      hooks.append("before ");
    }

    @Override
    public void afterRestore() {
      hooks.append("after ");
    }

    @Override
    public Report handle(Order order, Context context) throws Exception {
      switch (order.word()) {
        case "fail":
          throw new IllegalStateException("hunter2");
        case "memory":
          return new Report(new String(new char[Integer.MAX_VALUE - 8]), "", "");
        case "together":
          TOGETHER.countDown();
          TOGETHER.await();
          break;
        default:
      }
      return new Report(order.word(), hooks.toString().trim(), context.trace().traceparent());
    }
  }
}
