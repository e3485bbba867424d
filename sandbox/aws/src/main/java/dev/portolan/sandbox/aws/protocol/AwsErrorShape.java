package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import java.util.Map;

/** A shape that can be thrown. */
public interface AwsErrorShape extends ErrorShape {
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

  default AwsRefusal refusal(Object... arguments) {
    return new AwsRefusal(this, String.format(message(), arguments), Map.of());
  }

  /** Refuses with one member more than the message. */
  default AwsRefusal refusalWith(String name, String value, Object... arguments) {
    return new AwsRefusal(this, String.format(message(), arguments), Map.of(name, value));
  }
}
