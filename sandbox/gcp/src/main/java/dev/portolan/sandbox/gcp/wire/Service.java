package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One service of the cloud. */
public interface Service {
  /** As in its addresses, {@code run.googleapis.com}. */
  String host();

  /** What it offers. */
  Rpcs rpcs();

  /**
   * Brings on what was promised and is not yet done. Called with a state that may be changed: after
   * each mutation, and before each read while an operation is not done.
   */
  default void settle(ObjectNode tree, Instant now) {}
}
