package dev.portolan;

import java.time.Duration;
import java.util.Optional;

/**
 * Fails an invocation for now: the same event shall be delivered again.
 *
 * <p>Over HTTP it is 503, with {@code Retry-After} if there is a delay, in whole seconds. Of an
 * event the platform decides how often it is delivered, and most decide when: a delay is kept for a
 * message of a queue where the queue can hide it so long, and elsewhere the event comes when the
 * platform sees fit, maybe earlier. The message is logged and never shown.
 */
public final class Retry extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Duration delay;

  /** Whenever the platform sees fit. */
  public Retry(String message) {
    this(message, null, null);
  }

  /**
   * Not before a delay, which may be {@code null}.
   *
   * @param cause what went wrong, may be {@code null}
   */
  public Retry(String message, Duration delay, Throwable cause) {
    super(message, cause);
    if (delay != null && delay.isNegative()) {
      throw new IllegalArgumentException("a delay is not negative");
    }
    this.delay = delay;
  }

  /** How long to wait at least. */
  public Optional<Duration> delay() {
    return Optional.ofNullable(delay);
  }
}
