package dev.portolan.sandbox.azure;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;

/** All that a cloud holds that forgets with its process. */
public record Memory(StateStore state, BlobStore blobs) {
  static Memory empty() {
    return new Memory(StateStore.inMemory(), BlobStore.inMemory());
  }

  Memory copy() {
    return new Memory(state.copy(), blobs.copy());
  }
}
