package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.DeployException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a vendor's exception means: the row of a provider's error table that it falls under.
 *
 * @param row short name of the row, for tests and logs
 * @param message what the vendor said, without secrets
 * @param hint what to do about it
 * @param notBefore how long the server asked us to wait
 */
public record Failure(
    String row,
    DeployException.Kind kind,
    Retry retry,
    String message,
    String hint,
    Optional<Duration> notBefore) {
  /** Whether and how a failed call or step is tried again. */
  public enum Retry {
    /** What was just created is not visible everywhere yet: 250 ms to 2 s, for 120 s. */
    PROPAGATION,
    /** The same, at platforms that need minutes: 5 s to 20 s, for 7 minutes. */
    SLOW_PROPAGATION,
    /** Another change is in progress: 1 s to 8 s, ten times, looking again before each. */
    CONFLICT,
    /** Too many calls: full jitter, 1 s to 30 s, never before the server's own word. */
    THROTTLE,
    /** Out of order, or the response was lost: 0.5 s to 8 s, six times. */
    TRANSIENT,
    /** Someone else changed the same thing: observe and plan once more, then stop. */
    FENCE,
    /** Not again. */
    NEVER
  }

  /** A failure after which the server did not ask us to wait. */
  public Failure(String row, DeployException.Kind kind, Retry retry, String message, String hint) {
    this(row, kind, retry, message, hint, Optional.empty());
  }

  public Failure {
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(retry, "retry");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
    Objects.requireNonNull(notBefore, "notBefore");
  }
}
