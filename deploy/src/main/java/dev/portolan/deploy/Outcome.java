package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run at one provider ended.
 *
 * @param functions in plan order
 * @param calls made by this run, polls excluded
 * @param plan what was, or was to be, changed; empty when the run ended before there was one
 * @param error the first thing that went wrong, if anything did
 */
public record Outcome(
    String provider,
    ExitCode exitCode,
    List<FunctionOutcome> functions,
    Deployer.CallCount calls,
    Duration duration,
    Optional<Plan> plan,
    Optional<DeployException> error) {
  public Outcome {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(exitCode, "exitCode");
    functions = List.copyOf(functions);
    Objects.requireNonNull(calls, "calls");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(error, "error");
  }

  public boolean succeeded() {
    return exitCode == ExitCode.VERIFIED;
  }
}
