package dev.portolan.provider.gcp.wire;

import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Waits, on the injected clock, until Google has done what it was asked for. */
public final class Waits {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final TimeSource time;

  public Waits(TimeSource time) {
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

  /**
   * Until a long-running operation has ended.
   *
   * @throws OperationFailed when it ended with an error
   */
  public Operation operation(
      Step.Run run, String what, Duration budget, Operation begun, Callable<Operation> glance)
      throws Exception {
    return operation(run, what, budget, begun, glance, running -> "in progress");
  }

  /** The same, with what is told of an operation while it runs. */
  public Operation operation(
      Step.Run run,
      String what,
      Duration budget,
      Operation begun,
      Callable<Operation> glance,
      Function<Operation, String> told)
      throws Exception {
    Operation[] last = {begun};
    until(
        run,
        what,
        budget,
        () -> {
          if (!last[0].getDone()) {
            last[0] = glance.call();
          }
          return last[0].getDone() ? Optional.empty() : Optional.of(told.apply(last[0]));
        });
    if (last[0].hasError()) {
      throw new OperationFailed(last[0].getError());
    }
    return last[0];
  }
}
