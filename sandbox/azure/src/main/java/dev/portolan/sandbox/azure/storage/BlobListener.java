package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Hears of blobs that were stored or removed. */
@FunctionalInterface
public interface BlobListener {
  /**
   * One was.
   *
   * @param tree the state, which may be changed
   * @param container its container's id
   * @param blob as it is, or was before it was removed: {@code size}, {@code type}, {@code etag}
   */
  void heard(
      ObjectNode tree,
      Instant now,
      String container,
      String name,
      ObjectNode blob,
      boolean removed);
}
