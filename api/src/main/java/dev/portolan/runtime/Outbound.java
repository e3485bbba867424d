package dev.portolan.runtime;

import dev.portolan.StoredObject;
import java.io.IOException;

/**
 * The queues and buckets of a platform, as a function calls them by itself; an adapter's own class
 * answers it. Thread-safe.
 *
 * <p>A place is what the deployer put into the variable of a queue or bucket, {@code
 * PORTOLAN_USE_QUEUE_…} and {@code PORTOLAN_USE_BUCKET_…}. Names, keys and attributes are checked
 * before, for what no platform takes. What a call throws says what was refused and why, as far as
 * the platform tells; it may be logged, and holds no credential.
 */
public interface Outbound {

  /**
   * Sends a message, and returns when the queue has it.
   *
   * @param millis how long it may take, at least 1
   */
  void send(String place, OutboundMessage message, long millis) throws IOException;

  /**
   * Opens an object for reading; {@code null} if there is none of this key.
   *
   * @param millis how long each wait may take, at least 1
   * @throws IOException always, on a platform without buckets
   */
  default StoredObject get(String place, String key, long millis) throws IOException {
    throw new IOException("no buckets are offered on this platform");
  }

  /** Stores an object. */
  default void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    throw new IOException("no buckets are offered on this platform");
  }

  /** Removes an object, if it is there. */
  default void delete(String place, String key, long millis) throws IOException {
    throw new IOException("no buckets are offered on this platform");
  }
}
