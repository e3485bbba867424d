package dev.portolan.runtime;

import dev.portolan.Bucket;
import dev.portolan.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A bucket that a function reads from or stores in. */
final class OwnBucket implements Bucket {
  /** The least that any of the stores takes; one of them counts characters. */
  private static final int MOST_KEY_BYTES = 1024;

  private final String name;
  private final String place;
  private final boolean readable;
  private final boolean writable;
  private final Invocation context;

  OwnBucket(String name, String place, boolean readable, boolean writable, Invocation context) {
    this.name = name;
    this.place = place;
    this.readable = readable;
    this.writable = writable;
    this.context = context;
  }

  @Override
  public Optional<StoredObject> get(String key) throws IOException {
    if (!readable) {
      throw Uses.undeclared("bucket", name, "@ReadsFrom(\"" + name + "\")");
    }
    requireKey(key);
    return Optional.ofNullable(context.outbound().get(place, key, context.millis()));
  }

  @Override
  public void put(String key, byte[] content, String contentType) throws IOException {
    requireWritable();
    requireKey(key);
    if (content == null || contentType == null || contentType.isEmpty() || isOdd(contentType)) {
      throw new IllegalArgumentException(
          "an object has content and a media type, such as image/png");
    }
    context.outbound().put(place, key, content, contentType, context.millis());
  }

  @Override
  public void delete(String key) throws IOException {
    requireWritable();
    requireKey(key);
    context.outbound().delete(place, key, context.millis());
  }

  private void requireWritable() {
    if (!writable) {
      throw Uses.undeclared("bucket", name, "@WritesTo(\"" + name + "\")");
    }
  }

  /**
   * A key is mostly what a request or an event says: what leads out of the bucket ends here, and so
   * does a backslash, which is a slash to one store and a letter like any other to the rest.
   */
  private static void requireKey(String key) {
    boolean valid =
        key != null
            && !key.isEmpty()
            && key.getBytes(StandardCharsets.UTF_8).length <= MOST_KEY_BYTES
            && key.indexOf('\\') < 0
            && Uses.isPrinted(key);
    if (valid) {
      for (String part : key.split("/")) {
        valid &= !part.equals(".") && !part.equals("..");
      }
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "cannot be an object's key on every platform: "
              + OneLine.of(key)
              + " (1 to "
              + MOST_KEY_BYTES
              + " bytes, no control characters, no half of a character, no backslash, no part . or"
              + " ..)");
    }
  }

  /** What a header can hold is printed ASCII. */
  private static boolean isOdd(String text) {
    return text.chars().anyMatch(c -> c < ' ' || c > '~');
  }
}
