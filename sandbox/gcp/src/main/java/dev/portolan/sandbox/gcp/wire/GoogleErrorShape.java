package dev.portolan.sandbox.gcp.wire;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import java.util.List;

/** A shape that can be thrown, or told by an operation that failed. */
public interface GoogleErrorShape extends ErrorShape {
  /** What stands on the wire and how well it is known. */
  record Wording(Canonical canonical, String message, Fidelity fidelity) {}

  Wording wording();

  default Canonical canonical() {
    return wording().canonical();
  }

  @Override
  default int status() {
    return canonical().http();
  }

  @Override
  default String code() {
    return canonical().name();
  }

  @Override
  default String message() {
    return wording().message();
  }

  @Override
  default Fidelity fidelity() {
    return wording().fidelity();
  }

  default GoogleRefusal refusal(Object... arguments) {
    return new GoogleRefusal(this, String.format(message(), arguments), List.of());
  }
}
