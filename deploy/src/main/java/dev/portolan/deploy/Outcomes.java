package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what became of a run, function by function. */
final class Outcomes {
  private final Crew crew;
  private final List<String> functions;
  private final Optional<Plan> plan;
  private final Deployer.CallCount calls;

  Outcomes(Crew crew, List<String> asked, Optional<Plan> plan, Deployer.CallCount calls) {
    this.crew = crew;
    this.functions = plan.map(Plan::functions).orElse(asked);
    this.plan = plan;
    this.calls = calls;
  }

  /** The cloud holds what was asked for, as a plan with nothing in it has just shown. */
  Outcome verified(Plan empty) {
    List<Deployed> now = observed(empty);
    boolean observes = !empty.observed().isEmpty();
    List<FunctionOutcome> rows = new ArrayList<>();
    for (String function : functions) {
      Action action = Actions.of(function, plan.orElse(empty), observes);
      rows.add(row(function, action, now, Optional.empty()));
    }
    return outcome(ExitCode.VERIFIED, rows, Optional.empty());
  }

  /** All steps succeeded, and yet the cloud is not as it was asked to be. */
  Outcome differs(Plan rest) {
    List<String> left =
        rest.steps().stream().map(step -> step.summary() + " (" + step.why() + ")").toList();
    DeployException error =
        DeployException.of(
            DeployException.Kind.NOT_READY,
            crew.name()
                + ": all steps succeeded, but the cloud still differs: "
                + String.join("; ", left),
            "run it again; if that stays, something else is changing it back");
    Set<String> affected = new LinkedHashSet<>();
    rest.steps().forEach(step -> step.function().ifPresent(affected::add));
    return failed(
        List.of(error), affected.isEmpty() ? Set.copyOf(functions) : affected, error, false);
  }

  /** The run ended before, or without, its steps. */
  Outcome failed(List<DeployException> errors, boolean unknown) {
    return failed(errors, Set.copyOf(functions), errors.get(0), unknown);
  }

  /** Steps failed, or were never begun. */
  Outcome failed(List<DeployException> errors, PlanRun.Result result, boolean unknown) {
    Map<String, DeployException> own = new HashMap<>();
    Set<String> affected = new LinkedHashSet<>();
    for (int i = 0; i < result.failures().size(); i++) {
      Optional<String> function = result.failures().get(i).step().function();
      DeployException error = errors.get(i);
      function.ifPresent(name -> own.putIfAbsent(name, error));
      function.ifPresent(affected::add);
    }
    result.skipped().stream().map(Step::function).flatMap(Optional::stream).forEach(affected::add);
    List<FunctionOutcome> rows = new ArrayList<>();
    for (String function : functions) {
      Optional<DeployException> error =
          affected.contains(function)
              ? Optional.of(own.getOrDefault(function, errors.get(0)))
              : Optional.empty();
      rows.add(row(function, error));
    }
    return outcome(Verdict.of(errors, calls, unknown), rows, Optional.of(errors.get(0)));
  }

  private Outcome failed(
      List<DeployException> errors, Set<String> affected, DeployException error, boolean unknown) {
    List<FunctionOutcome> rows = new ArrayList<>();
    for (String function : functions) {
      rows.add(row(function, affected.contains(function) ? Optional.of(error) : Optional.empty()));
    }
    return outcome(Verdict.of(errors, calls, unknown), rows, Optional.of(error));
  }

  private FunctionOutcome row(String function, Optional<DeployException> error) {
    Action action =
        error.isPresent()
            ? Action.FAILED
            : plan.map(known -> Actions.of(function, known, false)).orElse(Action.UNCHANGED);
    List<Deployed> before = plan.map(Plan::observed).orElse(List.of());
    return row(function, action, before, error);
  }

  private static FunctionOutcome row(
      String function, Action action, List<Deployed> seen, Optional<DeployException> error) {
    Optional<Deployed> found =
        action == Action.DELETED
            ? Optional.empty()
            : seen.stream().filter(one -> one.function().equals(function)).findFirst();
    return new FunctionOutcome(
        function,
        action,
        found.flatMap(Deployed::url),
        found.flatMap(Deployed::version),
        found.flatMap(Deployed::digest),
        error);
  }

  /** What the last plan saw; asked for, if it does not tell. */
  private List<Deployed> observed(Plan last) {
    Set<String> seen = new LinkedHashSet<>();
    last.observed().forEach(one -> seen.add(one.function()));
    if (last.goal() == Plan.Goal.DESTROY || seen.containsAll(functions)) {
      return last.observed();
    }
    try {
      return crew.deployer().find(last.owner());
    } catch (Exception e) {
      crew.teller().note("where the functions answer could not be read: " + e.getMessage());
      return last.observed();
    }
  }

  private Outcome outcome(
      ExitCode exitCode, List<FunctionOutcome> rows, Optional<DeployException> error) {
    return new Outcome(crew.name(), exitCode, rows, calls, crew.teller().elapsed(), plan, error);
  }
}
