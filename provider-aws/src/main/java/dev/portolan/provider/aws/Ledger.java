package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Every call goes through here: counted, and repeated where repeating is safe. It remembers what
 * this run wrote a moment ago, since the same error means one thing then and another later.
 */
final class Ledger {
  /** How long AWS may take until a write is seen everywhere. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final CallRetry retry;
  private final TimeSource time;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger mutations = new AtomicInteger();
  private final AtomicReference<Instant> granted = new AtomicReference<>(Instant.MIN);
  private final AtomicReference<Instant> created = new AtomicReference<>(Instant.MIN);

  Ledger(CallRetry retry, TimeSource time) {
    this.retry = retry;
    this.time = time;
  }

  <T> T read(Callable<T> call) throws Exception {
    return retry.call(
        () -> {
          reads.incrementAndGet();
          return call.call();
        });
  }

  /** A read of what may not be there. That it is not is an answer, and not asked for again. */
  <T> Optional<T> find(Callable<T> call, Predicate<Exception> absent) throws Exception {
    return retry.call(
        () -> {
          reads.incrementAndGet();
          return present(call, absent);
        });
  }

  /** A read that waits for a state to settle; not counted. */
  <T> Optional<T> poll(Callable<T> call, Predicate<Exception> absent) throws Exception {
    return retry.call(() -> present(call, absent));
  }

  private static <T> Optional<T> present(Callable<T> call, Predicate<Exception> absent)
      throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      if (absent.test(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A mutation. Not repeated here: its step is, which looks first. */
  <T> T change(Callable<T> call) throws Exception {
    mutations.incrementAndGet();
    return call.call();
  }

  /** An invocation: it changes nothing of what is deployed, and is not counted. */
  <T> T invoke(Callable<T> call) throws Exception {
    return call.call();
  }

  /** A mutation that creates what later calls may not find at once. */
  <T> T create(Callable<T> call) throws Exception {
    created.set(time.now());
    return change(call);
  }

  /** A mutation of IAM, whose effect takes its time. */
  <T> T grant(Callable<T> call) throws Exception {
    granted.set(time.now());
    return change(call);
  }

  boolean createdLately() {
    return time.now().isBefore(after(created));
  }

  boolean grantedLately() {
    return time.now().isBefore(after(granted));
  }

  Deployer.CallCount count() {
    return new Deployer.CallCount(reads.get(), mutations.get());
  }

  private static Instant after(AtomicReference<Instant> write) {
    Instant instant = write.get();
    return instant.equals(Instant.MIN) ? instant : instant.plus(RECENT);
  }
}
