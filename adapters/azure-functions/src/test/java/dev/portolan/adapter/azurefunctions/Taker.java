package dev.portolan.adapter.azurefunctions;

import dev.portolan.Context;
import dev.portolan.Event;
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
  static volatile int attempt;
  static volatile String trace;

  static Event<byte[]> last() {
    return TAKEN.get(TAKEN.size() - 1);
  }

  static String text() {
    return new String(last().data(), StandardCharsets.UTF_8);
  }

  @Override
  public Void handle(Event<byte[]> event, Context context) throws Exception {
    TAKEN.add(event);
    attempt = context.attempt();
    trace = context.trace().traceparent();
    String word = event.data() == null ? "" : new String(event.data(), StandardCharsets.UTF_8);
    switch (word) {
      case "retry":
        throw new Retry("hunter2");
      case "reject":
        throw new Reject("hunter2");
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
