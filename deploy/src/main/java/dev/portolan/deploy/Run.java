package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run: its plan's steps, then the proof. Only a plan made anew, and empty, counts as success.
 *
 * <p>If someone else changes the same thing meanwhile, it is looked at and planned once more.
 */
final class Run {
  /** How long what was just written may still be read as it was before. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration GLANCE = Duration.ofSeconds(2);

  private final Crew crew;
  private final Planner planner;
  private final Deployer.CallCount before;
  private final List<String> asked;
  private Optional<Plan> plan = Optional.empty();

  private Run(Crew crew, Planner planner, List<String> asked) {
    this.crew = crew;
    this.planner = planner;
    this.asked = asked;
    crew.begin();
    this.before = crew.calls();
  }

  /** A run that plans first; whatever the cloud answers stands in the outcome. */
  static Outcome of(Crew crew, Planner planner, List<String> functions) {
    Run run = new Run(crew, planner, functions);
    return run.guarded(() -> run.go(run.look()));
  }

  /** A run of a plan that was made before. */
  static Outcome of(Crew crew, Planner planner, Plan plan) {
    Run run = new Run(crew, planner, plan.functions());
    return run.guarded(() -> run.go(plan));
  }

  /** A run that came to its end before there was a plan. */
  static Outcome refused(Crew crew, List<String> functions, DeployException error) {
    Run run = new Run(crew, deployer -> null, functions);
    return run.guarded(
        () -> {
          throw error;
        });
  }

  /** Work around runs that threw: all calls there ever were may have been its own. */
  static Outcome broken(Crew crew, DeployException error) {
    return new Outcomes(crew, List.of(), Optional.empty(), crew.calls())
        .failed(List.of(error), false);
  }

  private interface Work {
    Outcome go() throws Exception;
  }

  private Outcome guarded(Work work) {
    try {
      return work.go();
    } catch (Exception e) {
      DeployException error = crew.failures().tell(Optional.empty(), e);
      crew.teller().tell(Optional.empty(), Kind.FAILED, error.getMessage());
      return outcomes().failed(List.of(error), false);
    }
  }

  private Outcome go(Plan first) throws Exception {
    plan = Optional.of(first);
    announce(first);
    if (first.isEmpty()) {
      return outcomes().verified(first);
    }
    PlanRun.Result result = PlanRun.of(crew, first);
    if (result.lostRace()) {
      crew.teller().note("someone else changed the same thing meanwhile: looking again, once");
      result = again(result);
    }
    return result.succeeded() ? proven() : failed(result);
  }

  private PlanRun.Result again(PlanRun.Result lost) throws Exception {
    Plan second;
    try {
      second = look();
    } catch (Exception e) {
      takeBack(lost, Optional.empty());
      throw e;
    }
    announce(second);
    PlanRun.Result result = PlanRun.of(crew, second);
    if (result.lostRace()) {
      takeBack(result, Optional.of(lost.halfway()));
    }
    return result;
  }

  /** Those whose own steps did not fail, and who were stopped on their way. */
  private void takeBack(PlanRun.Result lost, Optional<Halfway> earlier) {
    if (lost.letIn() && !crew.time().stopped()) {
      lost.halfway().takeBack(crew.teller(), earlier);
    }
  }

  private Plan look() throws Exception {
    Plan made = crew.redaction().apply(planner.plan(crew.deployer()));
    PlanCheck.check(made);
    return made;
  }

  private void announce(Plan made) {
    crew.teller().note(PlanText.head(made));
    made.notes().forEach(crew.teller()::note);
    made.steps().forEach(step -> crew.teller().step(step, Kind.PLANNED, step.why()));
  }

  private Outcome proven() {
    Plan last;
    try {
      last = settled();
    } catch (Exception e) {
      return outcomes().failed(List.of(crew.failures().tell(Optional.of("read back"), e)), true);
    }
    return last.isEmpty() ? outcomes().verified(last) : outcomes().differs(last);
  }

  /** What is left to do, once nothing is or the time for it to show has passed. */
  private Plan settled() throws Exception {
    Instant end = crew.time().now().plus(GRACE);
    Plan last = look();
    while (!last.isEmpty() && crew.time().now().isBefore(end)) {
      crew.teller().tell(Optional.empty(), Kind.WAITING, "what was written does not show yet");
      crew.time().sleep(GLANCE);
      last = look();
    }
    return last;
  }

  private Outcome failed(PlanRun.Result result) {
    List<DeployException> errors = new ArrayList<>();
    result.failures().forEach(failure -> errors.add(conflict(failure)));
    if (errors.isEmpty()) {
      errors.add(crew.failures().tell(Optional.empty(), new InterruptedException()));
    }
    boolean unknown = result.failures().stream().anyMatch(StepFailure::unknown);
    if (!unknown || crew.time().stopped()) {
      return outcomes().failed(errors, result, false);
    }
    try {
      Plan rest = look();
      return rest.isEmpty() ? outcomes().verified(rest) : outcomes().failed(errors, result, false);
    } catch (Exception e) {
      return outcomes().failed(errors, result, true);
    }
  }

  /** A race lost twice is a conflict, whatever the provider calls its first sign. */
  private static DeployException conflict(StepFailure failure) {
    if (!failure.lostRace() || failure.error().kind() == DeployException.Kind.CONFLICT) {
      return failure.error();
    }
    return new DeployException(
        DeployException.Kind.CONFLICT,
        failure.error().getMessage(),
        failure.error().hint(),
        failure.error().getCause());
  }

  private Outcomes outcomes() {
    Deployer.CallCount now = crew.calls();
    Deployer.CallCount made =
        new Deployer.CallCount(now.reads() - before.reads(), now.mutations() - before.mutations());
    return new Outcomes(crew, asked, plan, made);
  }
}
