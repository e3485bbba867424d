package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;

/** A shape that can be thrown, or told by an operation that failed. */
public interface ArmErrorShape extends ErrorShape {
  /** What stands on the wire and how well it is known. */
  record Wording(int status, String code, String message, Fidelity fidelity) {}

  Wording wording();

  @Override
  default int status() {
    return wording().status();
  }

  @Override
  default String code() {
    return wording().code();
  }

  @Override
  default String message() {
    return wording().message();
  }

  @Override
  default Fidelity fidelity() {
    return wording().fidelity();
  }

  /** As most of Azure words it. */
  default ArmRefusal refusal(Object... arguments) {
    return new ArmRefusal(this, String.format(message(), arguments));
  }
}
