package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one step until it succeeds or patience ends, and then lets it take back what it can. */
final class StepLoop {
  private final Crew crew;
  private final Map<String, String> handedOn;

  StepLoop(Crew crew, Map<String, String> handedOn) {
    this.crew = crew;
    this.handedOn = handedOn;
  }

  /** Empty when the step succeeded. */
  Optional<StepFailure> run(Step step) {
    crew.teller().step(step, Kind.STARTED);
    Optional<StepFailure> end = tries(step, step.action()::run).map(this::takenBack);
    if (end.isEmpty()) {
      crew.teller().step(step, Kind.DONE);
    } else {
      crew.teller().step(step, Kind.FAILED, end.get().failure().message());
    }
    return end;
  }

  @FunctionalInterface
  private interface Deed {
    void run(Step.Run run) throws Exception;
  }

  private Optional<StepFailure> tries(Step step, Deed deed) {
    Patience patience = crew.patience();
    boolean sent = false;
    for (int attempt = 1; ; attempt++) {
      int mutations = crew.calls().mutations();
      try {
        crew.time().check();
        deed.run(new StepTry(attempt, step, handedOn, crew.teller()));
        return Optional.empty();
      } catch (Exception e) {
        sent |= crew.calls().mutations() > mutations;
        Optional<StepFailure> end = pausedOrOver(step, e, patience, sent);
        if (end.isPresent()) {
          return end;
        }
      }
    }
  }

  private StepFailure takenBack(StepFailure failed) {
    boolean ended = failed.failure().kind() == DeployException.Kind.INTERRUPTED;
    if (ended || failed.endsAll() || crew.time().stopped()) {
      return failed;
    }
    Back back = back(failed.step());
    return back.told().map(text -> failed.with(text, back.stuck())).orElse(failed);
  }

  /** What became of an attempt to take a step back. */
  private record Back(Optional<String> told, boolean stuck) {}

  private Back back(Step step) {
    AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.empty());
    return tries(step, run -> told.set(step.action().takeBack(run)))
        .map(stuck -> "what was before could not be brought back: " + stuck.failure().message())
        .map(why -> new Back(Optional.of(why), true))
        .orElseGet(() -> new Back(told.get(), false));
  }

  /**
   * Takes back a step that succeeded.
   *
   * @return what people are told of it; empty if it knows no way back
   */
  Optional<String> takeBack(Step step) {
    return back(step).told();
  }

  private Optional<StepFailure> pausedOrOver(
      Step step, Exception thrown, Patience patience, boolean sent) {
    Failure failure = crew.failures().of(thrown);
    Optional<Duration> pause =
        crew.failures().gaveUp(thrown) ? Optional.empty() : patience.after(failure);
    if (pause.isEmpty()) {
      return Optional.of(failure(step, thrown, failure, sent));
    }
    crew.teller().retrying(Optional.of(step), failure, pause.get());
    try {
      crew.time().sleep(pause.get());
      return Optional.empty();
    } catch (InterruptedException e) {
      return Optional.of(failure(step, e, crew.failures().of(e), sent));
    }
  }

  private StepFailure failure(Step step, Exception thrown, Failure failure, boolean sent) {
    boolean unknown = sent && failure.retry() == Failure.Retry.TRANSIENT;
    return new StepFailure(
        step, failure, crew.failures().tell(Optional.of(step.summary()), thrown), unknown);
  }
}
