package com.example.thumbnails;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.ObjectCreated;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.ReadsFrom;
import dev.portolan.Reject;
import dev.portolan.StoredObject;
import dev.portolan.WritesTo;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes a small PNG of each photo that is stored. What is no photo is refused, and not tried again.
 */
@ObjectCreated("photos")
@ReadsFrom("photos")
@WritesTo("thumbnails")
public final class Thumbnail implements PortableFunction<Event<ObjectRef>, Void> {
  private static final int MOST_BYTES = 20 * 1024 * 1024;

  @Override
  public Void handle(Event<ObjectRef> event, Context context) throws IOException {
    String key = event.data().key();
    Optional<StoredObject> photo = context.bucket("photos").get(key);
    if (photo.isEmpty()) {
      context.logger().log(System.Logger.Level.INFO, key + " is gone already");
      return null;
    }
    byte[] small = Picture.thumbnail(bytes(photo.get()));
    context.bucket("thumbnails").put(key + ".png", small, "image/png");
    context.logger().log(System.Logger.Level.INFO, "made a thumbnail of " + key);
    return null;
  }

  private static byte[] bytes(StoredObject photo) throws IOException {
    try (photo) {
      if (photo.ref().size().orElse(0) > MOST_BYTES) {
        throw new Reject(photo.ref().key() + " is larger than a photo");
      }
      return photo.bytes(MOST_BYTES);
    }
  }
}
