package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A resource provider, or what else the resource manager offers. */
public interface Provider {
  /** What it offers. */
  Routes routes();

  /** Brings on what was promised and is due. Called with a state that may be changed. */
  default void settle(ObjectNode tree, Instant now) {}

  /** Lets go of all that is in a group which is being deleted. */
  default void clear(ObjectNode tree, String group) {}

  /** How it says that another operation is not over. */
  default ArmRefusal busy() {
    return CommonError.BUSY.refusal();
  }
}
