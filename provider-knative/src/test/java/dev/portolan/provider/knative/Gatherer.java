package dev.portolan.provider.knative;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;

/** Logs each event it gets; refuses those that say so, for good. */
public final class Gatherer implements PortableFunction<Event<String>, Void> {
  @Override
  public Void handle(Event<String> event, Context context) {
    if ("refuse".equals(event.data())) {
      throw new Reject("refused");
    }
    context.logger().log(System.Logger.Level.INFO, "got " + event.kind() + " " + event.data());
    return null;
  }
}
