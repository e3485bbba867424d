package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.rpc.Status;
import dev.portolan.sandbox.gcp.plane.World;
import dev.portolan.sandbox.gcp.scheduler.Executions;
import dev.portolan.sandbox.gcp.scheduler.Executions.Execution;
import dev.portolan.sandbox.gcp.scheduler.UnixCron;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Executes jobs when their time has come, and those that were told to run. */
final class Ticks {
  private static final int NO_TOKEN = 401;

  private final World world;
  private final Courier courier;
  private final ExecutorService threads;
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  Ticks(World world, Courier courier, ExecutorService threads) {
    this.world = world;
    this.courier = courier;
    this.threads = threads;
  }

  /** Tries what is due. */
  void due() {
    Instant now = world.time().now();
    List<Job> due =
        Executions.JOBS.list(world.state().read(), "projects/").stream()
            .filter(each -> isDue(each, now))
            .toList();
    if (!due.isEmpty()) {
      world
          .state()
          .change(
              tree -> {
                due.forEach(each -> begin(tree, each.getName(), now));
                return tree;
              });
    }
    for (Execution each : Executions.open(world.state().read())) {
      if (!now.isBefore(each.due()) && underway.add(each.job())) {
        threads.execute(() -> attempt(each));
      }
    }
  }

  private static boolean isDue(Job job, Instant now) {
    return job.getState() == Job.State.ENABLED
        && job.hasScheduleTime()
        && !now.isBefore(Times.from(job.getScheduleTime()));
  }

  /** Times that went by while an execution was not over, or nothing ran, are not made up for. */
  private static void begin(ObjectNode tree, String name, Instant now) {
    Optional<Job> job = Executions.JOBS.find(tree, name).filter(each -> isDue(each, now));
    if (job.isPresent()) {
      Executions.begin(tree, name, Times.from(job.get().getScheduleTime()), now);
      Job.Builder next = job.get().toBuilder();
      UnixCron.of(next.getSchedule(), next.getTimeZone())
          .flatMap(schedule -> schedule.after(now))
          .ifPresentOrElse(time -> next.setScheduleTime(Times.of(time)), next::clearScheduleTime);
      Executions.JOBS.put(tree, name, next.build());
    }
  }

  private void attempt(Execution execution) {
    try {
      Optional<Job> job = Executions.JOBS.find(world.state().read(), execution.job());
      // one that was looked at before its last try was over must not be tried twice
      if (job.isPresent() && Executions.open(world.state().read()).contains(execution)) {
        Instant begun = world.time().now();
        int status = send(job.get(), execution);
        Instant now = world.time().now();
        world
            .state()
            .change(
                tree -> {
                  attempted(tree, execution, status, begun, now);
                  return tree;
                });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underway.remove(execution.job());
    }
  }

  private static void attempted(
      ObjectNode tree, Execution execution, int status, Instant begun, Instant now) {
    Optional<Job> found = Executions.JOBS.find(tree, execution.job());
    if (found.isEmpty()) {
      return;
    }
    Job job =
        found.get().toBuilder()
            .setLastAttemptTime(Times.of(begun))
            .setStatus(Status.newBuilder().setCode(code(status)))
            .build();
    Executions.JOBS.put(tree, job.getName(), job);
    if (status >= 200 && status < 300) {
      Executions.end(tree, job.getName());
    } else {
      Executions.failed(tree, execution, job, now);
    }
  }

  private static int code(int status) {
    if (status >= 200 && status < 300) {
      return 0;
    }
    return switch (status) {
      case 0 -> Canonical.UNAVAILABLE.number();
      case 400 -> Canonical.INVALID_ARGUMENT.number();
      case 401 -> Canonical.UNAUTHENTICATED.number();
      case 403 -> Canonical.PERMISSION_DENIED.number();
      case 404 -> Canonical.NOT_FOUND.number();
      case 409 -> Canonical.ABORTED.number();
      case 429 -> Canonical.RESOURCE_EXHAUSTED.number();
      case 503 -> Canonical.UNAVAILABLE.number();
      case 504 -> Canonical.DEADLINE_EXCEEDED.number();
      default -> status >= 500 ? Canonical.INTERNAL.number() : Canonical.UNKNOWN.number();
    };
  }

  private int send(Job job, Execution execution) throws InterruptedException {
    HttpTarget target = job.getHttpTarget();
    String account =
        target.hasOidcToken()
            ? target.getOidcToken().getServiceAccountEmail()
            : target.getOauthToken().getServiceAccountEmail();
    if (!world.tokens().serves(account)) {
      return NO_TOKEN;
    }
    return courier.send(
        target.getHttpMethod().name(),
        target.getUri(),
        TickFields.of(job, execution.scheduled(), world.tokens()),
        target.getBody().toByteArray(),
        Duration.ofSeconds(job.getAttemptDeadline().getSeconds()));
  }
}
