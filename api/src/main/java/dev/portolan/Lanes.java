package dev.portolan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Handles the events of a batch several at once: in lanes, each with its events one after the
 * other.
 *
 * <p>Outcomes stand in an array by the events' index; each place is written by the one lane that
 * has the event, and read when that lane has ended.
 */
final class Lanes<T> {
  private final Batch<T> batch;
  private final Batch.EventHandler<T> handler;
  private final Batch.Outcome[] outcomes;

  /** How many lanes are on a thread now; guarded by this. */
  private int running;

  /** Whether no other may begin; guarded by this. */
  private boolean closed;

  Lanes(Batch<T> batch, Batch.EventHandler<T> handler) {
    this.batch = batch;
    this.handler = handler;
    this.outcomes = new Batch.Outcome[batch.events().size()];
  }

  Batch.Result run(Executor executor) throws InterruptedException {
    List<FutureTask<Void>> lanes = new ArrayList<>();
    for (int[] lane : lanes()) {
      lanes.add(new Lane(lane));
    }
    try {
      for (FutureTask<Void> lane : lanes) {
        executor.execute(lane);
      }
      for (Future<Void> lane : lanes) {
        lane.get();
      }
    } catch (ExecutionException ended) {
      throw Lanes.<RuntimeException>thrown(ended.getCause());
    } finally {
      // Does nothing to those that have ended.
      for (Future<Void> lane : lanes) {
        lane.cancel(true);
      }
      close();
    }
    return new Batch.Result(Arrays.asList(outcomes));
  }

  /** A lane that can be cancelled, and whose real end is noted even then. */
  private final class Lane extends FutureTask<Void> {
    Lane(int[] indexes) {
      super(
          () -> {
            Lanes.this.run(indexes);
            return null;
          });
    }

    @Override
    public void run() {
      if (begins()) {
        try {
          super.run();
        } finally {
          ended();
        }
      }
    }
  }

  private synchronized boolean begins() {
    running += closed ? 0 : 1;
    return !closed;
  }

  private synchronized void ended() {
    running--;
    notifyAll();
  }

  /** Waits for handlers that were cancelled to end, so that none outlives the call. */
  private synchronized void close() {
    closed = true;
    boolean interrupted = false;
    while (running > 0) {
      try {
        wait();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The indexes of the events of each lane. */
  private Iterable<int[]> lanes() {
    List<Event<T>> events = batch.events();
    List<int[]> lanes = new ArrayList<>();
    Map<String, List<Integer>> ordered = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      if (batch.ordered()) {
        Map<String, String> extensions = events.get(i).extensions();
        String key = extensions.getOrDefault("portolanorder", extensions.get("partitionkey"));
        ordered.computeIfAbsent(key, first -> new ArrayList<>()).add(i);
      } else {
        lanes.add(new int[] {i});
      }
    }
    for (List<Integer> lane : ordered.values()) {
      lanes.add(lane.stream().mapToInt(Integer::intValue).toArray());
    }
    return lanes;
  }

  private void run(int[] lane) throws InterruptedException {
    Batch.Outcome stopped = null;
    for (int index : lane) {
      outcomes[index] =
          stopped == null ? Batch.handle(handler, batch.events().get(index)) : stopped;
      if (batch.ordered() && outcomes[index].kind() == Batch.Outcome.Kind.RETRY) {
        stopped = Batch.Outcome.retry(null);
      }
    }
  }

  /** Throws what ended a lane as it is: an {@code Error}, or that it was interrupted. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E thrown(Throwable cause) throws E {
    throw (E) cause;
  }
}
