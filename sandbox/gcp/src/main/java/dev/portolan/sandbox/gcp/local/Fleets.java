package dev.portolan.sandbox.gcp.local;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The instances of all revisions. */
final class Fleets implements AutoCloseable {
  private static final Duration TERMINATION = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(2);

  private final Map<String, Fleet> all = new ConcurrentHashMap<>();
  private final InstanceRunner runner;
  private final LogStore logs;
  private final TimeSource time;
  private final ExecutorService threads;
  private final Function<String, RevisionPlan> plans;

  Fleets(
      InstanceRunner runner,
      LogStore logs,
      TimeSource time,
      ExecutorService threads,
      Function<String, RevisionPlan> plans) {
    this.runner = runner;
    this.logs = logs;
    this.time = time;
    this.threads = threads;
    this.plans = plans;
  }

  Fleet of(String revision) {
    return all.computeIfAbsent(
        revision, name -> new Fleet(runner, new RevisionLog(logs, time, name), time, threads));
  }

  Optional<Fleet> find(String revision) {
    return Optional.ofNullable(all.get(revision));
  }

  /** What a revision runs now: secrets are read anew for each instance. */
  RevisionPlan plan(String revision) {
    return plans.apply(revision);
  }

  /** Ends all but these. */
  void retain(Set<String> revisions) {
    for (String each : List.copyOf(all.keySet())) {
      if (!revisions.contains(each)) {
        Fleet gone = all.remove(each);
        if (gone != null) {
          threads.execute(() -> gone.close(TERMINATION));
        }
      }
    }
  }

  /** Tells what all instances have written so far. */
  void settle() {
    all.values().forEach(Fleet::settle);
  }

  void scale() {
    all.values().forEach(Fleet::scale);
  }

  @Override
  public void close() {
    List<Thread> ends = new ArrayList<>();
    for (Fleet each : all.values()) {
      Thread end = new Thread(() -> each.close(END), "end-of-instances");
      end.start();
      ends.add(end);
    }
    for (Thread end : ends) {
      try {
        end.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
