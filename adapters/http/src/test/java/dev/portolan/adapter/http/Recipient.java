package dev.portolan.adapter.http;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.FunctionException;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions that take events. */
public final class Recipient {
  static final AtomicInteger CALLS = new AtomicInteger();
  static volatile Event<?> last;
  static volatile String trace;

  private Recipient() {}

  /** The data of most tests. */
  public record Order(String id, int amount) {}

  static FunctionUnderTest typed() {
    return FunctionUnderTest.of(
        Typed.class, "dev.portolan.Event<dev.portolan.adapter.http.Recipient$Order>");
  }

  static FunctionUnderTest bytes() {
    return FunctionUnderTest.of(Bytes.class, "dev.portolan.Event<byte[]>");
  }

  static FunctionUnderTest text() {
    return FunctionUnderTest.of(Text.class, "dev.portolan.Event<java.lang.String>");
  }

  static FunctionUnderTest batch() {
    return FunctionUnderTest.of(
        Many.class, "dev.portolan.Batch<dev.portolan.adapter.http.Recipient$Order>");
  }

  private static Event<?> note(Event<?> event, Context context) {
    CALLS.incrementAndGet();
    trace = context.trace().traceparent();
    last = event;
    return event;
  }

  /** Does what the id of the order says, and answers it in an event of its own. */
  public static final class Typed implements PortableFunction<Event<Order>, Event<Order>> {
    @Override
    public Event<Order> handle(Event<Order> event, Context context) {
      note(event, context);
      switch (event.data() == null ? "" : event.data().id()) {
        case "retry":
          throw new Retry("no database");
        case "reject":
          throw new Reject("unknown customer");
        case "bug":
          throw new IllegalStateException("jdbc:hunter2");
        case "silent":
          return null;
        default:
          if (event.data() != null && event.data().id().startsWith("status-")) {
            int status = Integer.parseInt(event.data().id().substring(7));
            throw new FunctionException(status, "asked", "As asked.");
          }
          return event;
      }
    }
  }

  /** Answers the bytes. */
  public static final class Bytes implements PortableFunction<Event<byte[]>, Event<byte[]>> {
    @Override
    public Event<byte[]> handle(Event<byte[]> event, Context context) {
      note(event, context);
      return event;
    }
  }

  /** Answers the text. */
  public static final class Text implements PortableFunction<Event<String>, Event<String>> {
    @Override
    public Event<String> handle(Event<String> event, Context context) {
      note(event, context);
      return event;
    }
  }

  /** Refuses orders of nothing, and would rather have those below later. */
  public static final class Many implements PortableFunction<Batch<Order>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Order> batch, Context context) {
      List<Batch.Outcome> outcomes = new ArrayList<>();
      for (Event<Order> event : batch.events()) {
        note(event, context);
        int amount = event.data().amount();
        outcomes.add(
            amount > 0
                ? Batch.Outcome.done()
                : amount == 0 ? Batch.Outcome.reject(null) : Batch.Outcome.retry(null));
      }
      return new Batch.Result(outcomes);
    }
  }
}
