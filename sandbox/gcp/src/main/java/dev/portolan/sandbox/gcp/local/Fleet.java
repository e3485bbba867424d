package dev.portolan.sandbox.gcp.local;

import com.google.logging.type.LogSeverity;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.sandbox.gcp.run.RunError;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The instances of one revision: started when they are needed, stopped when they are idle. */
final class Fleet {
  // "Idle instances can be kept for up to 15 minutes":
  // cloud.google.com/run/docs/about-instance-autoscaling
  private static final Duration IDLE = Duration.ofMinutes(15);
  // SIGKILL follows SIGTERM after 10 seconds: cloud.google.com/run/docs/container-contract
  private static final Duration TERMINATION = Duration.ofSeconds(10);
  // requests wait "up to 3.5 times average startup time of container instances of this service, or
  // 10 seconds, whichever is greater", then are answered with 429: the same page
  private static final Duration PENDING = Duration.ofSeconds(10);
  private static final String NONE_AVAILABLE =
      "The request was aborted because there was no available instance.";
  private static final int MACHINE_BOUND = 4;
  private static final long GLANCE = 200;

  private final InstanceRunner runner;
  private final RevisionLog log;
  private final TimeSource time;
  private final Executor threads;
  private final List<Instance> instances = new ArrayList<>();
  private RevisionPlan current;
  private int starting;
  private Standing standing = Standing.starting();
  private boolean begun;
  private boolean closed;

  Fleet(InstanceRunner runner, RevisionLog log, TimeSource time, Executor threads) {
    this.runner = runner;
    this.log = log;
    this.time = time;
    this.threads = threads;
  }

  RevisionLog log() {
    return log;
  }

  /** Where the revision stands; begins to start it, and runs {@code changed} when that is known. */
  synchronized Standing look(RevisionPlan plan, Runnable changed) {
    if (!begun && !closed) {
      begun = true;
      current = plan;
      startOne(plan, changed);
    }
    return standing;
  }

  /**
   * An instance for a request that came; starts one if it must and may, and waits for it. The plan
   * is made anew for each instance, since secrets change.
   */
  synchronized Instance acquire(Supplier<RevisionPlan> plans)
      throws NoInstanceException, InterruptedException {
    Instant since = time.now();
    while (!closed) {
      if (current == null) {
        current = plans.get();
      }
      Optional<Instance> found = free(Math.max(1, current.concurrency()));
      if (found.isPresent()) {
        found.get().take();
        return found.get();
      }
      boolean full = instances.size() >= current.maxInstances();
      if (!time.now().isBefore(since.plus(full ? PENDING : current.timeout()))) {
        log.system(LogSeverity.WARNING, NONE_AVAILABLE);
        throw new NoInstanceException(NONE_AVAILABLE, full);
      }
      if (starting == 0 && !full && instances.size() < MACHINE_BOUND) {
        current = plans.get();
        standing = Standing.starting();
        begun = true;
        startOne(current, () -> {});
      }
      wait(GLANCE);
      if (standing.state() == Standing.State.FAILED) {
        throw new NoInstanceException(standing.message(), false);
      }
    }
    throw new NoInstanceException("the sandbox ends", false);
  }

  private Optional<Instance> free(int concurrency) {
    instances.removeIf(each -> !each.alive());
    return instances.stream().filter(each -> each.free(concurrency)).findFirst();
  }

  private void startOne(RevisionPlan plan, Runnable changed) {
    starting++;
    threads.execute(
        () -> {
          start(plan);
          changed.run();
        });
  }

  private void start(RevisionPlan plan) {
    Standing result;
    Pod pod = null;
    try {
      pod = runner.start(plan, log);
      result = Standing.ready();
    } catch (PodFailedException e) {
      log.system(LogSeverity.ERROR, "Container called " + e.failure().message() + ".");
      result = Standing.failed(String.format(RunError.NOT_LISTENING.message(), plan.port()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = Standing.failed("the sandbox ends");
    } catch (RuntimeException e) {
      log.system(LogSeverity.ERROR, "The sandbox could not start the container: " + e);
      result = Standing.failed(String.format(RunError.NOT_LISTENING.message(), plan.port()));
    }
    boolean late;
    synchronized (this) {
      starting--;
      standing = result;
      late = closed;
      if (pod != null && !late) {
        instances.add(new Instance(pod, time.now()));
      }
      notifyAll();
    }
    if (pod != null && late) {
      pod.stop(Duration.ZERO);
    }
  }

  synchronized void release(Instance instance) {
    instance.giveBack(time.now());
    notifyAll();
  }

  /** Takes out one that listens no more: its process is about to end, or hangs. */
  void lose(Instance instance) {
    synchronized (this) {
      instances.remove(instance);
    }
    threads.execute(() -> instance.pod().stop(TERMINATION));
  }

  /** Stops what has been idle for long. */
  void scale() {
    List<Instance> idle;
    synchronized (this) {
      idle = instances.stream().filter(each -> each.idle(time.now().minus(IDLE))).toList();
      instances.removeAll(idle);
    }
    idle.forEach(each -> threads.execute(() -> each.pod().stop(TERMINATION)));
  }

  /** Tells what its instances have written so far. */
  void settle() {
    List<Instance> now;
    synchronized (this) {
      now = List.copyOf(instances);
    }
    now.forEach(each -> each.pod().settle());
  }

  /** How long a request may take. */
  synchronized Duration timeout() {
    return current.timeout();
  }

  /** How many run. */
  synchronized int size() {
    return instances.size();
  }

  /** Ends all; those that do not end by themselves are killed. */
  void close(Duration patience) {
    List<Instance> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(instances);
      instances.clear();
      notifyAll();
    }
    all.forEach(each -> each.pod().stop(patience));
  }
}
