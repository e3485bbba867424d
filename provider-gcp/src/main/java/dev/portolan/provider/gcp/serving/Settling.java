package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.OperationFailed;
import dev.portolan.provider.gcp.wire.Waits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Waits for services, and tells why one does not become what it was asked to be. */
public final class Settling {
  /** Longer than Cloud Run itself tries to start an instance. */
  private static final Duration BUDGET = Duration.ofMinutes(10);

  private static final int TAIL = 20;

  /** A container's health, and not what it was denied, as a secret: that is waited for. */
  private static final Pattern CONTAINER =
      Pattern.compile(
          "^(?!.*permission denied).*(Healthcheck failed|failed to start)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final Waits waits;
  private final RunCalls calls;
  private final LogCalls logs;

  public Settling(Waits waits, RunCalls calls, LogCalls logs) {
    this.waits = waits;
    this.calls = calls;
    this.logs = logs;
  }

  /** What of a service has to be well. */
  enum Scope {
    /** That its newest revision is ready, and all else. */
    ALL,
    /** That its traffic goes where it is asked to; its newest revision may have failed before. */
    TRAFFIC
  }

  /** Until an operation has ended, well or with what the service itself tells better. */
  void operation(Step.Run run, String name, Operation begun, Scope scope) throws Exception {
    try {
      operation(run, name, begun);
    } catch (OperationFailed failure) {
      throw explained(name, failure, scope);
    }
  }

  /**
   * What an operation has failed for: of a container that does not start, the service tells more;
   * of all else the failure itself, by which it is known whether to try again.
   */
  Exception explained(String name, OperationFailed failure, Scope scope) throws Exception {
    boolean container = CONTAINER.matcher(failure.getMessage()).find();
    Optional<Service> now = container ? calls.glanceAtService(name) : Optional.empty();
    Optional<DeployException> cause = now.isPresent() ? cause(now.get(), scope) : Optional.empty();
    return cause.isPresent() ? cause.get() : failure;
  }

  /** Until an operation has ended. */
  void operation(Step.Run run, String what, Operation begun) throws Exception {
    waits.operation(run, what, BUDGET, begun, () -> calls.glanceAtOperation(begun.getName()));
  }

  /** Until what is asked of a service is so. */
  Service settled(Step.Run run, String name, Scope scope) throws Exception {
    Service[] last = new Service[1];
    waits.until(
        run,
        name,
        BUDGET,
        () -> {
          Optional<Service> now = calls.glanceAtService(name);
          if (now.isEmpty()) {
            return Optional.of("not there yet");
          }
          Service service = now.get();
          last[0] = service;
          if (service.getReconciling()
              || service.getObservedGeneration() < service.getGeneration()) {
            return Optional.of(waitingFor(service));
          }
          Optional<DeployException> cause = cause(service, scope);
          if (cause.isPresent()) {
            throw cause.get();
          }
          return Optional.empty();
        });
    return last[0];
  }

  /** Until a service is gone. */
  void gone(Step.Run run, String name) throws Exception {
    waits.until(
        run, name, BUDGET, () -> calls.glanceAtService(name).map(service -> "being deleted"));
  }

  private static String waitingFor(Service service) {
    String message = service.getTerminalCondition().getMessage();
    return message.isEmpty() ? "not settled yet" : message;
  }

  private Optional<DeployException> cause(Service service, Scope scope) throws Exception {
    if (scope == Scope.TRAFFIC) {
      return service.getConditionsList().stream()
          .filter(each -> each.getType().equals("RoutesReady"))
          .filter(each -> each.getState() == Condition.State.CONDITION_FAILED)
          .findFirst()
          .map(each -> unhealthy(service, name(service) + " failed: " + Conditions.text(each)));
    }
    Condition condition = service.getTerminalCondition();
    if (condition.getState() != Condition.State.CONDITION_FAILED) {
      return Optional.empty();
    }
    Optional<Revision> failed =
        calls.glanceAtRevisions(name(service)).stream()
            .filter(each -> each.getName().equals(service.getLatestCreatedRevision()))
            .filter(Conditions::failed)
            .findFirst();
    if (failed.isEmpty()) {
      return Optional.of(
          unhealthy(service, name(service) + " failed: " + Conditions.text(condition)));
    }
    String revision = Seen.name(failed.get());
    return Optional.of(
        unhealthy(
            service,
            revision
                + " failed: "
                + Conditions.text(failed.get())
                + tail(name(service), revision)));
  }

  /** The last that a revision said, which names the cause where the condition does not. */
  private String tail(String service, String revision) throws Exception {
    List<String> lines;
    try {
      lines = logs.tail(service, revision, TAIL);
    } catch (IOException e) {
      return " (its log cannot be read: " + e.getClass().getSimpleName() + ")";
    }
    return lines.isEmpty()
        ? ""
        : "; its last lines:\n" + String.join("\n", lines).indent(2).stripTrailing();
  }

  private static String name(Service service) {
    return Place.last(service.getName());
  }

  private static DeployException unhealthy(Service service, String message) {
    return DeployException.of(
        DeployException.Kind.UNHEALTHY,
        message,
        Traffic.serving(service).isPresent()
            ? "the revision that served before still serves"
            : "nothing serves yet: mend the cause, then deploy again");
  }
}
