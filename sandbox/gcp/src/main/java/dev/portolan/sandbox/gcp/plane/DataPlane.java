package dev.portolan.sandbox.gcp.plane;

import java.util.Optional;

/** What runs revisions, and lets them be reached. */
public interface DataPlane extends Workloads, Addresses, AutoCloseable {
  /** Host and port of the registry that images are pushed to, when there is one here. */
  default Optional<String> registry() {
    return Optional.empty();
  }

  /** Called when the state has changed, not while it is locked. */
  default void changed() {}

  /** Tells what revisions have written so far. */
  default void settle() {}

  @Override
  void close();
}
