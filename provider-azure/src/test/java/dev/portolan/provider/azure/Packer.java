package dev.portolan.provider.azure;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Packs what messages say, a box after some tries and junk never. */
public final class Packer implements PortableFunction<Event<String>, Void> {
  private final AtomicBoolean stubborn = new AtomicBoolean(true);

  @Override
  public Void handle(Event<String> event, Context context) {
    switch (event.data()) {
      case "junk" -> throw new Reject("nobody packs junk");
      case "stone" -> throw new IllegalStateException("too heavy");
      case "box" -> {
        if (stubborn.getAndSet(false)) {
          throw new IllegalStateException("not yet");
        }
      }
      default -> {}
    }
    context
        .logger()
        .log(
            System.Logger.Level.INFO,
            "packed " + event.kind() + " " + event.data() + " at try " + context.attempt());
    return null;
  }
}
