package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.FunctionException;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps the events it gets, and fails as their data says. */
public final class Taker implements PortableFunction<Event<byte[]>, Void> {
  static final List<Event<byte[]>> TAKEN = Collections.synchronizedList(new ArrayList<>());
  static volatile String trace;
  static volatile boolean wrapped;

  static Event<byte[]> last() {
    return TAKEN.get(TAKEN.size() - 1);
  }

  static String text() {
    return new String(last().data(), StandardCharsets.UTF_8);
  }

  @Override
  public Void handle(Event<byte[]> event, Context context) throws Exception {
    TAKEN.add(event);
    trace = context.trace().traceparent();
    wrapped = context.unwrap(Object.class).isPresent();
    String word = event.data() == null ? "" : new String(event.data(), StandardCharsets.UTF_8);
    switch (word) {
      case "retry":
        throw new Retry("hunter2");
      case "reject":
        throw new Reject("hunter2");
      case "bug":
        throw new IllegalStateException("hunter2");
      case "memory":
        throw new OutOfMemoryError("told");
      case "404":
      case "409":
      case "429":
        throw new FunctionException(Integer.parseInt(word), "told", "told");
      case "slow":
        synchronized (this) {
          wait();
        }
        return null;
      default:
        return null;
    }
  }
}
