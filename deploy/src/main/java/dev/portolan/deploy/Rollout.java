package dev.portolan.deploy;

import dev.portolan.deploy.model.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Does the same work at several providers at once; one that fails does not stop another. */
public final class Rollout {
  private Rollout() {}

  /**
   * One outcome a target, in the order of the targets, whatever happens. Work that throws has
   * failed; only an {@link Error} comes out of here, after all others have ended. An interrupt asks
   * all targets to end, and waits until they have.
   */
  public static Report run(
      String goal,
      Owner owner,
      boolean sandbox,
      List<Portolan> targets,
      Function<Portolan, Outcome> work) {
    List<FutureTask<Outcome>> tasks = new ArrayList<>();
    for (Portolan target : targets) {
      FutureTask<Outcome> task = new FutureTask<>(() -> outcome(target, work));
      tasks.add(task);
      Thread thread = new Thread(task, "portolan-rollout-" + target.provider());
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.setDaemon(true);
      thread.start();
    }
    return new Report(goal, owner, sandbox, !sandbox, ended(tasks, targets));
  }

  private static Outcome outcome(Portolan target, Function<Portolan, Outcome> work) {
    try {
      return work.apply(target);
    } catch (RuntimeException e) {
      return target.failed(e);
    }
  }

  private static List<Outcome> ended(List<FutureTask<Outcome>> tasks, List<Portolan> targets) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Error> errors = new ArrayList<>();
    boolean interrupted = false;
    for (int i = 0; i < tasks.size(); ) {
      try {
        outcomes.add(tasks.get(i).get());
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
        targets.forEach(Portolan::stop);
      } catch (ExecutionException e) {
        errors.add(error(e.getCause()));
        i++;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!errors.isEmpty()) {
      throw errors.get(0);
    }
    return outcomes;
  }

  private static Error error(Throwable cause) {
    return cause instanceof Error error
        ? error
        : new AssertionError("work that throws an exception has an outcome", cause);
  }
}
