package dev.portolan;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which object was stored or removed, for a function that takes this, {@code Event<ObjectRef>} or
 * {@code Batch<ObjectRef>}; whether it was stored says the event's {@link Event.Kind}.
 *
 * <p>The object itself is not in the event. What a platform does not tell is empty; of a removed
 * object that is most of it.
 *
 * @param bucket the bucket or container that holds the object
 * @param key the object's name within it, decoded: as it was given when the object was stored
 * @param size its length in bytes
 * @param etag what the store compares its content by, without quotes
 * @param contentType its media type
 * @param version which of its versions; only where the store keeps them
 */
public record ObjectRef(
    String bucket,
    String key,
    OptionalLong size,
    Optional<String> etag,
    Optional<String> contentType,
    Optional<String> version) {

  /** Refuses an object without a name. */
  public ObjectRef {
    if (bucket == null || bucket.isEmpty() || key == null || key.isEmpty()) {
      throw new IllegalArgumentException("an object has a bucket and a key");
    }
    if (size == null || etag == null || contentType == null || version == null) {
      throw new IllegalArgumentException("what is not known of an object is empty, not null");
    }
  }

  /** An object of which no more is known than its name. */
  public static ObjectRef of(String bucket, String key) {
    return new ObjectRef(
        bucket, key, OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
