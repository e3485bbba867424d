package dev.portolan.maven;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.net.URI;
import java.util.Optional;

/**
 * Shows that what was deployed answers: sends each function its sample request, where the sandbox
 * ends with the run and nobody else could. Nothing but GET is sent that nobody asked for, and only
 * to functions that anyone may call.
 */
final class Samples {
  private final Run run;
  private final Sample asked;

  /**
   * @param asked what the command line says, over what the project declares
   */
  Samples(Run run, Sample asked) {
    this.run = run;
    this.asked = asked;
  }

  /** The report, with a function that answers with a failure as failed. */
  Report show(Report report) {
    return new Report(
        report.goal(),
        report.owner(),
        report.sandbox(),
        report.live(),
        report.outcomes().stream().map(this::show).toList());
  }

  private Outcome show(Outcome outcome) {
    Outcome shown = outcome;
    for (FunctionOutcome function : outcome.functions()) {
      if (function.error().isEmpty() && function.url().isPresent()) {
        FunctionSpec spec = spec(outcome.provider(), function.function());
        Optional<DeployException> failure = show(spec, function.url().get());
        if (failure.isPresent()) {
          shown = failed(shown, function, failure.get());
        }
      }
    }
    return shown;
  }

  private Optional<DeployException> show(FunctionSpec spec, URI base) {
    Optional<Trigger.Http> http = spec.triggers(Trigger.Http.class).findFirst();
    if (http.isEmpty()) {
      return Optional.empty();
    }
    run.console().result(HttpCall.join(base, http.get().path()).toString());
    Sample declared = asked.or(run.order().configuration().sample(spec.name()));
    if (!run.ephemeral() && asked.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sample> sample = sendable(declared, http.get());
    if (sample.isEmpty()) {
      run.console().info(spec.name() + " is sent nothing unasked: -Dmethod, -Dpath and -Ddata ask");
      return Optional.empty();
    }
    return send(HttpCall.of(base, sample.get()));
  }

  private static Optional<Sample> sendable(Sample sample, Trigger.Http http) {
    boolean said = !sample.isEmpty();
    boolean open =
        http.access() == Trigger.Access.PUBLIC
            && http.methods().contains("GET")
            && !http.path().contains("{");
    return said || open
        ? Optional.of(sample.or(Sample.of(null, http.path(), null)))
        : Optional.empty();
  }

  private Optional<DeployException> send(HttpCall call) {
    try {
      HttpCall.Answer answer = call.send();
      run.console().info(call + " answered " + answer.status());
      run.console().result(answer.body());
      return answer.failed()
          ? Optional.of(unhealthy(call + " answered " + answer.status(), null))
          : Optional.empty();
    } catch (DeployException e) {
      return Optional.of(unhealthy(e.getMessage(), e));
    }
  }

  private FunctionSpec spec(String provider, String function) {
    return run.site(provider).application().functions().stream()
        .filter(spec -> spec.name().equals(function))
        .findFirst()
        .orElseThrow();
  }

  private static DeployException unhealthy(String what, DeployException cause) {
    return new DeployException(
        DeployException.Kind.UNHEALTHY, what, "see what it said: portolan:logs", cause);
  }

  private static Outcome failed(Outcome outcome, FunctionOutcome which, DeployException e) {
    return new Outcome(
        outcome.provider(),
        ExitCode.FAILED_PART_WAY,
        outcome.functions().stream()
            .map(
                f ->
                    f.function().equals(which.function())
                        ? new FunctionOutcome(
                            f.function(),
                            Action.FAILED,
                            f.url(),
                            f.version(),
                            f.digest(),
                            Optional.of(e))
                        : f)
            .toList(),
        outcome.calls(),
        outcome.duration(),
        outcome.plan(),
        outcome.error().or(() -> Optional.of(e)));
  }
}
