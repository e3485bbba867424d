package dev.portolan.provider.azure;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;

/** Tells of objects in its log: junk it refuses, a stone it fails at. */
public final class Keeper implements PortableFunction<Event<ObjectRef>, Void> {
  @Override
  public Void handle(Event<ObjectRef> event, Context context) {
    ObjectRef object = event.data();
    if (object.key().startsWith("junk")) {
      throw new Reject("nobody keeps junk");
    }
    if (object.key().startsWith("stone")) {
      throw new IllegalStateException("too heavy");
    }
    context
        .logger()
        .log(
            System.Logger.Level.INFO,
            "kept "
                + event.kind()
                + " "
                + object.bucket()
                + "/"
                + object.key()
                + " of "
                + (object.size().isPresent() ? object.size().getAsLong() + " bytes" : "no size")
                + (object.etag().isPresent() ? " with a tag" : "")
                + ", told as "
                + event.type());
    return null;
  }
}
