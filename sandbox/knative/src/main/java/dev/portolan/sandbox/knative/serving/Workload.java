package dev.portolan.sandbox.knative.serving;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The pods of one revision: started when requests come, at most as many as it asks for, ended when
 * they are idle. A request waits for a place in a pod; when no pod can be started it fails at once,
 * where a real cluster would let it wait for its whole time.
 */
final class Workload {
  private static final int BEARABLE = 4;

  private final String failedPod;
  private final Scale scale;
  private final Duration timeout;
  private final PodRunner runner;
  private final PlanSource plans;
  private final TimeSource time;
  private final Executor threads;
  private final Runnable changed;
  private final List<PodSlot> slots = new ArrayList<>();
  private int waiting;
  private boolean stopped;
  private boolean wasReady;
  private Optional<PodFailure> failure = Optional.empty();
  private int failures;
  private Instant lastUse;

  /** Makes the plan of a pod of this name. */
  @FunctionalInterface
  interface PlanSource {
    PodPlan plan(String podName) throws PodFailedException;
  }

  /** What a workload stands on. */
  record Parts(
      PodRunner runner, PlanSource plans, TimeSource time, Executor threads, Runnable changed) {}

  Workload(String failedPod, Scale scale, Duration timeout, boolean wasReady, Parts parts) {
    this.failedPod = failedPod;
    this.scale = scale;
    this.timeout = timeout;
    this.wasReady = wasReady;
    this.runner = parts.runner();
    this.plans = parts.plans();
    this.time = parts.time();
    this.threads = parts.threads();
    this.changed = parts.changed();
    this.lastUse = time.now();
  }

  /** What can be seen of it. */
  record State(List<PodSlot> slots, boolean wasReady, Optional<PodFailure> failure, int failures) {
    boolean ready() {
      return slots.stream().anyMatch(slot -> slot.pod().isPresent());
    }

    boolean starting() {
      return slots.stream().anyMatch(slot -> slot.pod().isEmpty());
    }
  }

  synchronized State state() {
    return new State(List.copyOf(slots), wasReady, failure, failures);
  }

  /** Starts pods until there are so many. */
  void ensure(String base, int count) {
    List<PodSlot> fresh = new ArrayList<>();
    synchronized (this) {
      while (!stopped && slots.size() < count) {
        PodSlot slot = new PodSlot(PodSlot.name(base));
        slots.add(slot);
        fresh.add(slot);
      }
    }
    fresh.forEach(slot -> threads.execute(() -> start(slot)));
  }

  private void start(PodSlot slot) {
    try {
      Pod pod = runner.start(plans.plan(slot.name()));
      boolean late;
      synchronized (this) {
        late = stopped;
        slot.ready(pod);
        wasReady = true;
        failure = Optional.empty();
        lastUse = time.now();
        notifyAll();
      }
      if (late) {
        pod.stop(Duration.ofSeconds(1));
      }
    } catch (PodFailedException e) {
      fail(slot, e.failure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(slot, PodFailure.waiting("Terminated", "the sandbox ends"));
    } catch (RuntimeException e) {
      fail(slot, PodFailure.waiting("CreateContainerError", e.toString()));
    }
    changed.run();
  }

  private synchronized void fail(PodSlot slot, PodFailure why) {
    slots.remove(slot);
    failure = Optional.of(why);
    failures++;
    notifyAll();
  }

  /** The name under which a pod that failed is shown. */
  String failedPod() {
    return failedPod;
  }

  int initial() {
    return scale.initial();
  }

  int least() {
    return scale.least();
  }

  Duration timeout() {
    return timeout;
  }

  /** A place in a pod. Give it back. */
  PodSlot acquire(String base) throws InterruptedException, NoPodException {
    Instant end = time.now().plus(timeout);
    int failuresBefore;
    synchronized (this) {
      waiting++;
      failuresBefore = failures;
    }
    try {
      while (true) {
        synchronized (this) {
          discardDead();
          Optional<PodSlot> free =
              slots.stream()
                  .filter(slot -> slot.free(scale.concurrency()))
                  .min(Comparator.comparingInt(PodSlot::inFlight));
          if (free.isPresent()) {
            free.get().take();
            lastUse = time.now();
            return free.get();
          }
          if (stopped || slots.isEmpty() && failures > failuresBefore) {
            throw new NoPodException(
                failure.map(f -> f.reason() + ": " + f.message()).orElse("no pod is up"));
          }
        }
        ensure(base, Math.max(1, scale.wanted(demand(), BEARABLE)));
        awaitChange(end);
      }
    } finally {
      synchronized (this) {
        waiting--;
      }
    }
  }

  private synchronized int demand() {
    return waiting + slots.stream().mapToInt(PodSlot::inFlight).sum();
  }

  private synchronized void awaitChange(Instant end) throws InterruptedException, NoPodException {
    boolean nothing = slots.stream().noneMatch(slot -> slot.free(scale.concurrency())) && !stopped;
    if (nothing && !slots.isEmpty()) {
      wait(100);
    }
    if (!time.now().isBefore(end)) {
      throw new NoPodException("context deadline exceeded");
    }
  }

  private void discardDead() {
    slots.removeIf(slot -> slot.pod().flatMap(Pod::exitCode).isPresent());
  }

  synchronized void release(PodSlot slot) {
    slot.giveBack();
    lastUse = time.now();
    notifyAll();
  }

  /** Ends pods that are idle for long enough; tells whether any was. */
  boolean scaleDown(boolean reachable) {
    List<PodSlot> idle = new ArrayList<>();
    synchronized (this) {
      discardDead();
      int least = reachable ? scale.least() : 0;
      boolean quiet =
          waiting == 0
              && slots.stream().allMatch(slot -> slot.inFlight() == 0)
              && !time.now().isBefore(lastUse.plus(scale.idle()));
      while (quiet && slots.size() > least) {
        idle.add(slots.remove(slots.size() - 1));
      }
    }
    idle.forEach(slot -> slot.pod().ifPresent(pod -> pod.stop(timeout)));
    return !idle.isEmpty();
  }

  /**
   * Ends all pods: no new request gets one, those in flight are answered, then each is asked to
   * end.
   *
   * @param patience for the requests in flight, and once more for the processes
   */
  void stop(Duration patience) {
    List<PodSlot> all;
    long end = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      stopped = true;
      notifyAll();
      try {
        while (slots.stream().anyMatch(slot -> slot.inFlight() > 0) && System.nanoTime() < end) {
          wait(50);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      all = List.copyOf(slots);
      slots.clear();
    }
    all.forEach(slot -> slot.pod().ifPresent(pod -> pod.stop(patience)));
  }
}
