package dev.portolan.sandbox.azure.wire;

import java.time.Duration;

/**
 * How long the cloud takes to do what it has promised, on the injected clock.
 *
 * @param readable from the creation of an identity or a role assignment until it can be read
 * @param principal from the creation of an identity until the directory knows its principal
 * @param rights from a role assignment until services act on it
 * @param operation until a long-running operation is done, at the least
 * @param publish from when a package was taken until it is deployed
 * @param start from a deployment or a restart until the site's host is up
 * @param restart from a write of settings until the publishing site is up again
 */
public record Delays(
    Duration readable,
    Duration principal,
    Duration rights,
    Duration operation,
    Duration publish,
    Duration start,
    Duration restart) {
  /** Nothing is waited for. */
  public static Delays none() {
    Duration zero = Duration.ZERO;
    return new Delays(zero, zero, zero, zero, zero, zero, zero);
  }

  /** With identities and assignments that appear late. */
  public Delays withReadable(Duration wanted) {
    return new Delays(wanted, principal, rights, operation, publish, start, restart);
  }

  /** With a directory that learns late of identities, and services that learn late of rights. */
  public Delays withUsable(Duration untilPrincipal, Duration untilRights) {
    return new Delays(readable, untilPrincipal, untilRights, operation, publish, start, restart);
  }

  public Delays withOperation(Duration wanted) {
    return new Delays(readable, principal, rights, wanted, publish, start, restart);
  }

  /** With packages that take so long to be deployed, and hosts that start so late. */
  public Delays withPublish(Duration untilDeployed, Duration untilUp) {
    return new Delays(readable, principal, rights, operation, untilDeployed, untilUp, restart);
  }

  /** With a publishing site that is away so long after settings were written. */
  public Delays withRestart(Duration wanted) {
    return new Delays(readable, principal, rights, operation, publish, start, wanted);
  }
}
