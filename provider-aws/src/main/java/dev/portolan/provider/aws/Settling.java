package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Waits until nothing is under way at a thing that was just written. */
record Settling(TimeSource time) {
  static final Duration BUDGET = Duration.ofMinutes(5);

  /** How long a read may be older than our write. */
  private static final Duration STALE = Duration.ofSeconds(30);

  /**
   * The thing as it is then.
   *
   * @param look reads it; empty where it is not there
   * @param busy what is under way at it; empty if nothing is
   * @throws DeployException if it is gone
   */
  <T> T of(
      Step.Run run, String resource, Callable<Optional<T>> look, Function<T, Optional<String>> busy)
      throws Exception {
    AtomicReference<T> last = new AtomicReference<>();
    Instant fresh = time.now().plus(STALE);
    new Polling(time)
        .until(
            run,
            resource,
            BUDGET,
            () -> {
              Optional<T> now = look.call();
              if (now.isEmpty() && !time.now().isBefore(fresh)) {
                throw DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    resource + " is gone",
                    "somebody deletes it at the same time; run the same command again");
              }
              now.ifPresent(last::set);
              return now.isEmpty() ? Optional.of("not visible yet") : busy.apply(now.get());
            });
    return last.get();
  }
}
