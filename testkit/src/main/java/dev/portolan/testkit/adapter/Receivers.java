package dev.portolan.testkit.adapter;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The functions that events call in the contracts: each keeps what it is handed. */
final class Receivers {
  static final List<Object> HANDED = Collections.synchronizedList(new ArrayList<>());

  private Receivers() {}

  /** Takes events of text, and fails as it says. */
  public static final class Obedient implements PortableFunction<Event<String>, Void> {
    static final String INPUT = "dev.portolan.Event<java.lang.String>";

    @Override
    public Void handle(Event<String> event, Context context) throws Exception {
      HANDED.add(event);
      return obey(event.data());
    }
  }

  /** Takes batches of text, and fails as each says. */
  public static final class Collecting implements PortableFunction<Batch<String>, Batch.Result> {
    static final String INPUT = "dev.portolan.Batch<java.lang.String>";

    @Override
    public Batch.Result handle(Batch<String> batch, Context context) throws Exception {
      HANDED.add(batch);
      return batch.each(event -> obey(event.data()));
    }
  }

  /** Takes whatever it is declared to take. */
  public static final class Keeping implements PortableFunction<Object, Void> {
    @Override
    public Void handle(Object input, Context context) {
      HANDED.add(input == null ? "nothing" : input);
      return null;
    }
  }

  private static Void obey(String word) throws Exception {
    switch (word) {
      case "retry":
        throw new Retry("hunter2");
      case "reject":
        throw new Reject("hunter2");
      case "checked":
        throw new Exception("hunter2");
      case "slow":
        new CountDownLatch(1).await();
        return null;
      case "linkage":
        throw new NoClassDefFoundError("hunter2");
      default:
        return null;
    }
  }
}
