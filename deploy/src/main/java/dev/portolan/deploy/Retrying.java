package dev.portolan.deploy;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Repeats a call as its failure's class says. What must be looked at anew first, a conflict or a
 * lost race, goes to the step.
 */
final class Retrying implements CallRetry {
  private final Failures failures;
  private final Supplier<Patience> patience;
  private final StopSignal time;
  private final Teller teller;

  Retrying(Failures failures, Supplier<Patience> patience, StopSignal time, Teller teller) {
    this.failures = failures;
    this.patience = patience;
    this.time = time;
    this.teller = teller;
  }

  @Override
  public <T> T call(Callable<T> call) throws Exception {
    Patience left = patience.get();
    while (true) {
      time.check();
      try {
        return call.call();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        time.sleep(pause(e, left));
      }
    }
  }

  private Duration pause(Exception thrown, Patience left) throws Exception {
    Failure failure = failures.of(thrown);
    if (failure.retry() == Failure.Retry.CONFLICT || failures.gaveUp(thrown)) {
      throw thrown;
    }
    Optional<Duration> pause = left.after(failure);
    if (pause.isEmpty()) {
      failures.giveUp(thrown);
      throw thrown;
    }
    teller.retrying(Optional.empty(), failure, pause.get());
    return pause.get();
  }
}
