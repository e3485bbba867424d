package dev.portolan.provider.azure;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;

/** Sends what messages say on to {@code to-pack}. */
public final class Forwarder implements PortableFunction<Event<String>, Void> {
  @Override
  public Void handle(Event<String> event, Context context) throws Exception {
    context.queue("to-pack").send(event.data());
    return null;
  }
}
