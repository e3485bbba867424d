package dev.portolan.maven;

import dev.portolan.deploy.Action;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.FunctionOutcome;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The outcomes of runs that change nothing. */
final class Looked {
  private static final Deployer.CallCount NO_CALLS = new Deployer.CallCount(0, 0);

  private Looked() {}

  /** These functions were looked at. */
  static Outcome at(Site site, List<Deployed> functions) {
    return at(site, functions, Optional.empty());
  }

  /** These functions were looked at, and a plan was made. */
  static Outcome at(Site site, List<Deployed> functions, Optional<Plan> plan) {
    return outcome(site, functions.stream().map(Looked::unchanged).toList(), calls(site), plan);
  }

  /** A plan was made: the project's functions as they serve now, if they do. */
  static Outcome planned(Site site, Plan plan) {
    List<FunctionOutcome> functions =
        site.application().functions().stream().map(spec -> now(spec, plan)).toList();
    return outcome(site, functions, calls(site), Optional.of(plan));
  }

  /** An artifact was made, and no cloud called. */
  static Outcome packed(Site site, Artifact artifact) {
    List<FunctionOutcome> functions =
        site.application().functions().stream()
            .map(spec -> unchanged(spec, Optional.of(artifact.sha256())))
            .toList();
    return outcome(site, functions, NO_CALLS, Optional.empty());
  }

  private static Outcome outcome(
      Site site, List<FunctionOutcome> functions, Deployer.CallCount calls, Optional<Plan> plan) {
    return new Outcome(
        site.portolan().provider(),
        ExitCode.VERIFIED,
        functions,
        calls,
        Duration.ZERO,
        plan,
        Optional.empty());
  }

  private static Deployer.CallCount calls(Site site) {
    return site.portolan().unwrap(Deployer.class).map(Deployer::calls).orElse(NO_CALLS);
  }

  private static FunctionOutcome now(FunctionSpec spec, Plan plan) {
    return plan.observed().stream()
        .filter(deployed -> deployed.function().equals(spec.name()))
        .findFirst()
        .map(Looked::unchanged)
        .orElseGet(() -> unchanged(spec, Optional.empty()));
  }

  private static FunctionOutcome unchanged(Deployed d) {
    return new FunctionOutcome(
        d.function(), Action.UNCHANGED, d.url(), d.version(), d.digest(), Optional.empty());
  }

  private static FunctionOutcome unchanged(FunctionSpec spec, Optional<String> digest) {
    return new FunctionOutcome(
        spec.name(),
        Action.UNCHANGED,
        Optional.empty(),
        Optional.empty(),
        digest,
        Optional.empty());
  }
}
