package dev.portolan.provider.gcp.wire;

import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Waits, on the injected clock, until Google has done what it was asked for. */
public final class Waits {
  private final Polling polling;

  public Waits(TimeSource time) {
    this.polling = new Polling(time);
  }

  /** Looks until it is done; see {@link Polling}. */
  public void until(Step.Run run, String what, Duration budget, Polling.Look look)
      throws Exception {
    polling.until(run, what, budget, look);
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
