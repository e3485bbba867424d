package dev.portolan.provider.knative;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;

/** Logs what others have refused. */
public final class Keeper implements PortableFunction<Event<String>, Void> {
  @Override
  public Void handle(Event<String> event, Context context) {
    context
        .logger()
        .log(System.Logger.Level.INFO, "kept " + event.data() + " of type " + event.type());
    return null;
  }
}
