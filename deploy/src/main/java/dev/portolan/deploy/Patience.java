package dev.portolan.deploy;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How much longer one call, or one step, is worth waiting for. Each class has its own count. */
final class Patience {
  private final TimeSource time;
  private final DoubleSupplier random;
  private final RetryBudget budget;
  private final Map<Cadence, Instant> since = new EnumMap<>(Cadence.class);
  private final Map<Cadence, Integer> retries = new EnumMap<>(Cadence.class);

  Patience(TimeSource time, DoubleSupplier random, RetryBudget budget) {
    this.time = time;
    this.random = random;
    this.budget = budget;
  }

  /** How long to wait before the next try; empty when there is to be none. */
  Optional<Duration> after(Failure failure) {
    Optional<Cadence> known = Cadence.of(failure.retry());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Cadence cadence = known.get();
    Instant now = time.now();
    int before = retries.getOrDefault(cadence, 0);
    Duration waited = Duration.between(since.computeIfAbsent(cadence, c -> now), now);
    boolean goesOn = cadence.goesOn(before, waited) && (!cadence.burdens() || budget.take());
    if (!goesOn) {
      return Optional.empty();
    }
    retries.put(cadence, before + 1);
    Duration pause = cadence.pause(before, random.getAsDouble());
    return Optional.of(failure.notBefore().map(asked -> later(asked, pause)).orElse(pause));
  }

  /** Not before the server's own word, and not all at that very moment. */
  private static Duration later(Duration asked, Duration pause) {
    return asked.compareTo(pause) <= 0 ? pause : asked.plus(pause.dividedBy(4));
  }
}
