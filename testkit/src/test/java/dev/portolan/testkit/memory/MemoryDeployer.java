package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Target;
import dev.portolan.testkit.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Deploys to the memory cloud as a deployer should, but for the flaws it is given. */
final class MemoryDeployer implements Deployer {
  private final MemoryCalls calls;
  private final CallRetry retry;
  private final Set<Flaw> flaws;
  private final int before;

  MemoryDeployer(MemoryCalls calls, CallRetry retry, Set<Flaw> flaws) {
    this.calls = calls;
    this.retry = retry;
    this.flaws = flaws;
    this.before = calls.gate.calls().size();
  }

  @Override
  public Target target() throws Exception {
    return new Target("memory", "1", "here", retry.call(calls::identity));
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    Target target = target();
    MemoryPlan plan = new MemoryPlan(calls, retry, flaws, application.owner());
    return plan.deploy(target, application, artifact);
  }

  @Override
  public Plan planRemoval(Owner owner) throws Exception {
    Target target = target();
    return new MemoryPlan(calls, retry, flaws, owner).remove(target);
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    Target target = target();
    return new MemoryPlan(calls, retry, flaws, owner)
        .rollback(target, function, version.orElseThrow());
  }

  @Override
  public List<Deployed> find(Owner owner) throws Exception {
    return new MemoryPlan(calls, retry, flaws, owner).find();
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) {
    throw DeployException.of(Kind.UNSUPPORTED, "nothing runs in the memory cloud", "look only");
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink) {
    throw DeployException.of(Kind.UNSUPPORTED, "nothing runs in the memory cloud", "look only");
  }

  @Override
  public Failure classify(Throwable failure) {
    if (!(failure instanceof MemoryFault fault)) {
      return new Failure("?", Kind.UNKNOWN, Retry.NEVER, "" + failure, "ask", Optional.empty());
    }
    Retry again =
        switch (fault.code) {
          case THROTTLED ->
              flaws.contains(Flaw.GIVES_UP_WHEN_THROTTLED) ? Retry.NEVER : Retry.THROTTLE;
          case LOST, BROKEN -> Retry.TRANSIENT;
          case IN_PROGRESS -> Retry.CONFLICT;
          case NOT_VISIBLE -> Retry.PROPAGATION;
          case EXPIRED -> flaws.contains(Flaw.RETRIES_REFUSALS) ? Retry.TRANSIENT : Retry.NEVER;
          case NOT_FOUND, EXISTS -> Retry.NEVER;
        };
    Kind kind =
        switch (fault.code) {
          case EXPIRED -> Kind.UNAUTHENTICATED;
          case NOT_FOUND -> Kind.NOT_FOUND;
          case EXISTS -> Kind.CONFLICT;
          case NOT_VISIBLE -> Kind.NOT_READY;
          default -> Kind.UNAVAILABLE;
        };
    String hint = flaws.contains(Flaw.SAYS_NOTHING_TO_DO) ? "" : "try again";
    return new Failure(fault.code.name(), kind, again, fault.getMessage(), hint, Optional.empty());
  }

  @Override
  public CallCount calls() {
    List<Call> made = calls.gate.calls();
    List<Call> own = made.subList(Math.min(before, made.size()), made.size());
    int mutations = (int) own.stream().filter(Call::mutates).count();
    int reads = (int) own.stream().filter(call -> call.kind() == Call.Kind.READ).count();
    return new CallCount(reads, mutations);
  }

  @Override
  public void close() {}
}
