package dev.portolan.provider.azure;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.StoredObject;

/** Copies what is stored in {@code photos} into {@code scans}, and removes {@code old} there. */
public final class Copier implements PortableFunction<Event<ObjectRef>, Void> {
  @Override
  public Void handle(Event<ObjectRef> event, Context context) throws Exception {
    String key = event.data().key();
    try (StoredObject photo = context.bucket("photos").get(key).orElseThrow()) {
      context.bucket("scans").put(key, photo.bytes(100), "image/x-scan");
    }
    context.bucket("scans").delete("old");
    return null;
  }
}
