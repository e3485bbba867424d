package dev.portolan.provider.azure;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;

/** Refuses what says so, and breaks with all else. */
public final class Picky implements PortableFunction<Event<String>, Void> {
  @Override
  public Void handle(Event<String> event, Context context) {
    if (event.data().startsWith("refuse")) {
      throw new Reject("as it says");
    }
    throw new IllegalStateException("not today");
  }
}
