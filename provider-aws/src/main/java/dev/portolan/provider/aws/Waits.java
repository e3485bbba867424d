package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Waits until a function or a version is ready, and tells why where it does not become so.
 *
 * <p>{@code Inactive} is ready: an idle function's first invocation wakes it up. A version may have
 * no state and no status at all; then it is ready too.
 */
record Waits(TimeSource time, LambdaCalls lambda) {
  /** How long a read may be older than our write. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final Duration FUNCTION_BUDGET = Duration.ofMinutes(5);
  private static final Duration FUNCTION_PAUSE = Duration.ofSeconds(1);

  /** Taking a snapshot takes "a few minutes"; the SDK's own waiter gives up after 26. */
  private static final Duration SNAPSHOT_BUDGET = Duration.ofMinutes(26);

  private static final Duration SNAPSHOT_PAUSE = Duration.ofSeconds(5);

  /**
   * Waits for {@code $LATEST}.
   *
   * @param told what the last call said of it already
   * @param stale recognises what was there before our own last write
   */
  FunctionConfiguration function(
      Step.Run run,
      String name,
      Optional<FunctionConfiguration> told,
      Predicate<FunctionConfiguration> stale)
      throws Exception {
    return settled(run, name, "$LATEST", told, stale, FUNCTION_BUDGET, FUNCTION_PAUSE);
  }

  FunctionConfiguration version(
      Step.Run run,
      String name,
      String version,
      Optional<FunctionConfiguration> told,
      boolean snapshot)
      throws Exception {
    return snapshot
        ? settled(run, name, version, told, seen -> false, SNAPSHOT_BUDGET, SNAPSHOT_PAUSE)
        : settled(run, name, version, told, seen -> false, FUNCTION_BUDGET, FUNCTION_PAUSE);
  }

  private FunctionConfiguration settled(
      Step.Run run,
      String name,
      String qualifier,
      Optional<FunctionConfiguration> told,
      Predicate<FunctionConfiguration> stale,
      Duration budget,
      Duration pause)
      throws Exception {
    Instant start = time.now();
    String what = qualifier.equals("$LATEST") ? name : name + " version " + qualifier;
    Optional<FunctionConfiguration> found = told;
    while (true) {
      if (found.isEmpty()) {
        found = lambda.poll(name, qualifier);
      }
      boolean fresh = time.now().isBefore(start.plus(STALE));
      if (found.isEmpty() && !fresh) {
        throw DeployException.of(
            DeployException.Kind.NOT_FOUND,
            what + " is gone",
            "somebody deletes it at the same time; run the same command again");
      }
      if (found.isPresent() && ready(what, found.get()) && !(fresh && stale.test(found.get()))) {
        return found.get();
      }
      String cause = found.map(Waits::cause).orElse("not visible yet");
      if (!time.now().isBefore(start.plus(budget))) {
        throw DeployException.of(
            DeployException.Kind.NOT_READY,
            what + " is not ready after " + budget.toMinutes() + " minutes: " + cause,
            "run the same command again: it goes on where this one stopped");
      }
      run.waiting(what + ": " + cause);
      time.sleep(pause);
      found = Optional.empty();
    }
  }

  private static boolean ready(String what, FunctionConfiguration seen) {
    if (seen.state() == State.FAILED) {
      throw failed(what, seen.stateReasonCodeAsString(), seen.stateReason());
    }
    if (seen.lastUpdateStatus() == LastUpdateStatus.FAILED) {
      throw failed(what, seen.lastUpdateStatusReasonCodeAsString(), seen.lastUpdateStatusReason());
    }
    return seen.state() != State.PENDING && seen.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS;
  }

  private static DeployException failed(String what, String code, String reason) {
    return DeployException.of(
        DeployException.Kind.UNHEALTHY,
        what + " failed: " + code + ": " + reason,
        "the version that served before still serves");
  }

  private static String cause(FunctionConfiguration seen) {
    boolean pending = seen.state() == State.PENDING;
    String status = pending ? seen.stateAsString() : seen.lastUpdateStatusAsString();
    String reason = pending ? seen.stateReason() : seen.lastUpdateStatusReason();
    return reason == null ? String.valueOf(status) : status + ", " + reason;
  }
}
