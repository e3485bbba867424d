package dev.portolan.sandbox.gcp.wire;

import java.time.Duration;

/**
 * How long the cloud takes to do what it has promised, on the injected clock.
 *
 * @param readable from the creation of a service account until it can be read
 * @param usable from the creation of a service account until services accept it
 * @param operation until a long-running operation is done, at the least
 * @param agent from the first trigger that a project wants until Eventarc's service agent may make
 *     one
 * @param enabled from when a service is told to be enabled until it takes calls
 */
public record Delays(
    Duration readable, Duration usable, Duration operation, Duration agent, Duration enabled) {
  /** Nothing is waited for. */
  public static Delays none() {
    return new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  public Delays withOperation(Duration wanted) {
    return new Delays(readable, usable, wanted, agent, enabled);
  }

  /** With service accounts that appear late. */
  public Delays withAccounts(Duration untilReadable, Duration untilUsable) {
    return new Delays(untilReadable, untilUsable, operation, agent, enabled);
  }

  /** With a service agent of Eventarc that is late. */
  public Delays withAgent(Duration wanted) {
    return new Delays(readable, usable, operation, wanted, enabled);
  }

  /** With services that refuse calls for so long after they were enabled. */
  public Delays withEnabled(Duration wanted) {
    return new Delays(readable, usable, operation, agent, wanted);
  }
}
