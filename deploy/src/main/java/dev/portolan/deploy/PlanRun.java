package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs the steps of a plan, several at once, until all have ended. */
final class PlanRun {
  private final Crew crew;
  private final Schedule schedule;
  private final StepLoop loop;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final List<StepFailure> failures = new ArrayList<>();
  private final List<Step> succeeded = new ArrayList<>();
  private Optional<Error> fatal = Optional.empty();
  private int told;

  private record Ended(Step step, Optional<StepFailure> failure, Optional<Error> fatal) {}

  /**
   * What a run came to.
   *
   * @param skipped steps that were never begun
   * @param halfway what it was not let finish
   */
  record Result(List<StepFailure> failures, List<Step> skipped, Halfway halfway) {
    boolean succeeded() {
      return failures.isEmpty() && skipped.isEmpty();
    }

    boolean lostRace() {
      return failures.stream().anyMatch(StepFailure::lostRace);
    }

    boolean letIn() {
      return failures.stream().allMatch(failure -> failure.lostRace() || !failure.endsAll());
    }
  }

  private PlanRun(Crew crew, Plan plan) {
    this.crew = crew;
    this.schedule = new Schedule(plan);
    Map<String, String> handedOn = new ConcurrentHashMap<>();
    this.loop = new StepLoop(crew, handedOn);
  }

  /** An {@link Error} in a step ends the run at once and comes out of here. */
  static Result of(Crew crew, Plan plan) {
    PlanRun run = new PlanRun(crew, plan);
    if (crew.parallelism() == 1) {
      return run.go(Runnable::run, 1);
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(crew.parallelism(), Math.max(1, plan.steps().size())),
            task -> daemon(crew.name(), task));
    try {
      return run.go(pool, crew.parallelism());
    } finally {
      pool.shutdown();
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "portolan-" + name);
    thread.setDaemon(true);
    return thread;
  }

  private Result go(Executor executor, int parallelism) {
    int running = 0;
    while (true) {
      if (crew.time().stopped() || fatal.isPresent()) {
        schedule.skipAll();
      }
      Optional<Step> next = running < parallelism ? schedule.next() : Optional.empty();
      tellSkipped();
      if (next.isPresent()) {
        running++;
        Step step = next.get();
        executor.execute(() -> ended.add(attempt(step)));
      } else if (running > 0) {
        take();
        running--;
      } else {
        fatal.ifPresent(
            error -> {
              throw error;
            });
        return new Result(List.copyOf(failures), schedule.skipped(), halfway());
      }
    }
  }

  private Halfway halfway() {
    Set<String> unfinished = new LinkedHashSet<>();
    schedule.skipped().stream()
        .filter(step -> step.phase() == Step.Phase.SHIFT)
        .forEach(step -> step.function().ifPresent(unfinished::add));
    failures.forEach(failure -> failure.step().function().ifPresent(unfinished::remove));
    return Halfway.of(loop, succeeded, unfinished);
  }

  private Ended attempt(Step step) {
    try {
      return new Ended(step, loop.run(step), Optional.empty());
    } catch (Error e) {
      return new Ended(step, Optional.empty(), Optional.of(e));
    }
  }

  private void take() {
    Ended end = await();
    fatal = fatal.or(end::fatal);
    if (end.failure().isEmpty() && end.fatal().isEmpty()) {
      schedule.succeeded(end.step());
      succeeded.add(end.step());
      return;
    }
    schedule.failed(end.step());
    end.failure().ifPresent(failures::add);
    if (end.failure().filter(StepFailure::endsAll).isPresent()) {
      schedule.skipAll();
    }
  }

  /** An interrupt asks for the end of the run; what is under way is waited for. */
  private Ended await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return ended.take();
        } catch (InterruptedException e) {
          interrupted = true;
          crew.time().stop();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void tellSkipped() {
    List<Step> skipped = schedule.skipped();
    for (; told < skipped.size(); told++) {
      crew.teller().step(skipped.get(told), Kind.SKIPPED);
    }
  }
}
