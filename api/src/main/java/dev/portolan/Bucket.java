package dev.portolan;

import java.io.IOException;
import java.util.Optional;

/**
 * The objects of one bucket, which {@link ReadsFrom} or {@link WritesTo} names. Thread-safe; of one
 * invocation. No call waits for the store longer than the invocation has time; what comes or goes
 * slowly, but does, is not cut off.
 *
 * <p>Keys have 1 to 1024 bytes of UTF-8, no control characters, no half of a character and no
 * backslash, which some stores take for a slash, and none of their parts between slashes is {@code
 * .} or {@code ..}; others are refused with {@link IllegalArgumentException}, as is what the
 * function did not declare.
 */
public interface Bucket {

  /**
   * The object of this key; empty if there is none.
   *
   * <p>To be closed: its content comes while it is read.
   *
   * @throws IOException if the store does not give it
   */
  Optional<StoredObject> get(String key) throws IOException;

  /**
   * Stores an object, and returns when it is stored; one of the same key is replaced.
   *
   * @param content all of it; stored as it is, in one piece
   * @param contentType its media type, such as {@code image/png}
   * @throws IOException if it was not stored, or nobody can tell
   */
  void put(String key, byte[] content, String contentType) throws IOException;

  /**
   * Removes an object, if there is one of this key. Where the bucket keeps versions, the earlier
   * ones stay.
   *
   * @throws IOException if it was not removed, or nobody can tell
   */
  void delete(String key) throws IOException;
}
