package dev.portolan.deploy;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import java.time.Duration;
import java.util.Optional;

/** A vendor's exception that says itself how it is meant. */
final class FakeFault extends Exception {
  private static final long serialVersionUID = 1L;

  final Failure.Retry retry;
  final DeployException.Kind kind;
  final Optional<Duration> notBefore;

  FakeFault(Failure.Retry retry, DeployException.Kind kind, String message) {
    this(retry, kind, message, Optional.empty());
  }

  FakeFault(
      Failure.Retry retry, DeployException.Kind kind, String message, Optional<Duration> wait) {
    super(message);
    this.retry = retry;
    this.kind = kind;
    this.notBefore = wait;
  }

  static FakeFault of(Failure.Retry retry) {
    return new FakeFault(retry, DeployException.Kind.UNAVAILABLE, "it said " + retry);
  }

  static FakeFault denied() {
    return new FakeFault(
        Failure.Retry.NEVER, DeployException.Kind.PERMISSION_DENIED, "not allowed");
  }
}
