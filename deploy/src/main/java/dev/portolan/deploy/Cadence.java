package dev.portolan.deploy;

import dev.portolan.deploy.driver.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a failure of each class is waited out: from the first pause to the longest, and when not
 * any more.
 */
enum Cadence {
  PROPAGATION(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(120), 1000, false),
  SLOW_PROPAGATION(
      Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(7), 1000, false),
  CONFLICT(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(5), 10, true),
  THROTTLE(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5), 1000, true),
  TRANSIENT(Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofMinutes(5), 6, true);

  private final Duration first;
  private final Duration longest;
  private final Duration total;
  private final int times;
  private final boolean jitter;

  Cadence(Duration first, Duration longest, Duration total, int times, boolean jitter) {
    this.first = first;
    this.longest = longest;
    this.total = total;
    this.times = times;
    this.jitter = jitter;
  }

  /** Empty for what is not tried again. */
  static Optional<Cadence> of(Failure.Retry retry) {
    return switch (retry) {
      case PROPAGATION -> Optional.of(PROPAGATION);
      case SLOW_PROPAGATION -> Optional.of(SLOW_PROPAGATION);
      case CONFLICT -> Optional.of(CONFLICT);
      case THROTTLE -> Optional.of(THROTTLE);
      case TRANSIENT -> Optional.of(TRANSIENT);
      case FENCE, NEVER -> Optional.empty();
    };
  }

  /** Whether this is load on a service in trouble, for which a whole run has one budget. */
  boolean burdens() {
    return this == THROTTLE || this == TRANSIENT;
  }

  /** Whether a failure may be waited out once more. */
  boolean goesOn(int retries, Duration since) {
    return retries < times && since.compareTo(total) < 0;
  }

  /**
   * The pause before a retry: doubling from the first to the longest, and anywhere between the
   * first and that where several who fail at once must not come back at once.
   *
   * @param retries how many there were before
   * @param random from 0 up to 1
   */
  Duration pause(int retries, double random) {
    long low = first.toMillis();
    long high = Math.min(longest.toMillis(), low << Math.min(retries + (jitter ? 1 : 0), 20));
    return Duration.ofMillis(jitter ? low + Math.round((high - low) * random) : high);
  }
}
