package dev.portolan.provider.gcp;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;

/** Logs each event that it gets. */
public final class Gatherer implements PortableFunction<Event<Object>, Void> {
  @Override
  public Void handle(Event<Object> event, Context context) {
    context.logger().log(System.Logger.Level.INFO, "got " + event.kind() + " " + event.data());
    return null;
  }
}
