package dev.portolan.sandbox.gcp;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.gcp.logging.LogStore;

/** All that a cloud holds that forgets with its process. */
public record Memory(StateStore state, BlobStore blobs, LogStore logs) {
  static Memory empty() {
    return new Memory(StateStore.inMemory(), BlobStore.inMemory(), LogStore.inMemory());
  }

  Memory copy() {
    return new Memory(state.copy(), blobs.copy(), logs.copy());
  }
}
