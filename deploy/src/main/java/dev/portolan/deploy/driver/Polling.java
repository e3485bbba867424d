package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits, on the injected clock, until a cloud has done what it was asked for. */
public final class Polling {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final TimeSource time;

  public Polling(TimeSource time) {
    this.time = time;
  }

  /** Tells that it is done, or what it waits for. */
  @FunctionalInterface
  public interface Look {
    /** Empty when there is nothing more to wait for. */
    Optional<String> waitingFor() throws Exception;
  }

  /** Looks, from every quarter of a second to every two seconds, until it is done. */
  public void until(Step.Run run, String what, Duration budget, Look look) throws Exception {
    Instant end = time.now().plus(budget);
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<String> waiting = look.waitingFor();
      if (waiting.isEmpty()) {
        return;
      }
      if (!time.now().isBefore(end)) {
        throw DeployException.of(
            DeployException.Kind.NOT_READY,
            what + " is not ready after " + budget.toMinutes() + " minutes: " + waiting.get(),
            "run the same command again: it goes on where this one stopped");
      }
      run.waiting(what + ": " + waiting.get());
      time.sleep(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }
}
