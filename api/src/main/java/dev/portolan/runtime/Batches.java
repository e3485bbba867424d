package dev.portolan.runtime;

import dev.portolan.Batch;
import dev.portolan.Event;
import dev.portolan.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Has a function called with records that came together, and notes what became of each, in an array
 * by their index.
 *
 * <p>A function that takes a {@link Batch} is called once; any other once a record, one after the
 * other. A record that is no event, or not what the function takes, is refused alone. What was not
 * begun when the time is up shall come again. If the order matters, so shall all that follow one
 * that does in its group: where the function took the batch, those of the same key.
 *
 * <p>Loaded when the first records come, not before.
 */
final class Batches {
  private final Invoker invoker;
  private final Records records;
  private final Batch.Outcome[] outcomes;
  private final String[] keys;

  /** Whether the function returned, so that what failed then is its result. */
  private volatile boolean returned;

  Batches(Invoker invoker, Records records) {
    this.invoker = invoker;
    this.records = records;
    this.outcomes = new Batch.Outcome[records.size()];
    this.keys = new String[records.size()];
  }

  /** Hands over one record after the other. */
  Batch.Outcome[] eachAlone() {
    boolean timeIsUp = false;
    Set<String> stopped = new HashSet<>();
    for (int i = 0; i < outcomes.length; i++) {
      String group = records.group(i);
      boolean held = timeIsUp || stopped.contains(group);
      outcomes[i] = held ? Batch.Outcome.retry(null) : alone(i);
      if (outcomes[i] == null) {
        timeIsUp = true;
        outcomes[i] = Batch.Outcome.retry(null);
      }
      if (records.ordered() && isRetry(outcomes[i])) {
        stopped.add(group);
      }
    }
    return complete();
  }

  /** What became of a record; {@code null} if the time was up. */
  private Batch.Outcome alone(int index) {
    Invocation context = new Invocation(invoker, records.call(index));
    if (context.remaining().isZero() || Thread.currentThread().isInterrupted()) {
      return null;
    }
    Object event;
    try {
      event = records.event(index);
    } catch (RuntimeException unreadable) {
      return settled(index, Outcomes.of(unreadable, context));
    }
    if (event == null) {
      return Batch.Outcome.done();
    }
    Job job = new Job(invoker, context, null, null, event);
    if (!invoker.work(job)) {
      return null;
    }
    if (job.failure != null) {
      return settled(index, Outcomes.of(job.failure, context));
    }
    records.answered(index, ((HttpResponse) job.result).body());
    return Batch.Outcome.done();
  }

  /** Hands over all of them at once. */
  Batch.Outcome[] together(Call call) {
    Invocation context = new Invocation(invoker, call);
    Job job = new Job(invoker, context, null, null, null);
    job.batches = this;
    if (context.remaining().isZero() || !invoker.work(job)) {
      // The handler may go on, and write into what is ours: nothing of it is read any more.
      return new Batches(invoker, records).none();
    }
    if (job.failure != null && returned) {
      throw Failures.exception(job.failure, context);
    }
    Batch.Outcome failed = job.failure == null ? null : Outcomes.of(job.failure, context);
    Set<String> stopped = new HashSet<>();
    for (int i = 0; i < outcomes.length; i++) {
      Batch.Outcome outcome = outcomes[i] == null ? failed : outcomes[i];
      boolean held = stopped.contains(keys[i]);
      outcomes[i] = held ? Batch.Outcome.retry(null) : settled(i, outcome);
      if (records.ordered() && isRetry(outcomes[i])) {
        stopped.add(keys[i]);
      }
    }
    return complete();
  }

  /** On a worker: binds the records, and has the function called with those that can be bound. */
  void run(Invocation context) throws Exception {
    List<Event<Object>> events = new ArrayList<>();
    int[] indexes = new int[outcomes.length];
    for (int i = 0; i < outcomes.length; i++) {
      try {
        keys[i] = records.ordered() ? records.orderKey(i) : null;
        Object event = records.event(i);
        if (event == null) {
          outcomes[i] = Batch.Outcome.done();
          continue;
        }
        Event<Object> bound = invoker.bound(event, records.call(i));
        String own = bound.extensions().get("partitionkey");
        keys[i] = keys[i] == null ? own : keys[i];
        indexes[events.size()] = i;
        events.add(Objects.equals(keys[i], own) ? bound : inOrder(bound, keys[i]));
      } catch (RuntimeException unreadable) {
        outcomes[i] = Outcomes.of(unreadable, context);
      }
    }
    if (events.isEmpty()) {
      return;
    }
    Batch<Object> batch = new Batch<>(events, records.ordered());
    context.entered = true;
    Object output = invoker.called(batch, context);
    returned = true;
    Events.settle(batch, output, context);
    for (int i = 0; i < events.size(); i++) {
      outcomes[indexes[i]] =
          output == null ? Batch.Outcome.done() : ((Batch.Result) output).outcomes().get(i);
    }
  }

  /** The same event, which tells its batch by what to keep the order. */
  private static Event<Object> inOrder(Event<Object> event, String key) {
    Map<String, String> extensions = new HashMap<>(event.extensions());
    extensions.put("portolanorder", key);
    return new Event<>(
        event.kind(),
        event.id(),
        event.source(),
        event.type(),
        event.subject(),
        event.time(),
        event.dataContentType(),
        extensions,
        event.data());
  }

  private Batch.Outcome settled(int index, Batch.Outcome outcome) {
    boolean refused = outcome != null && outcome.kind() == Batch.Outcome.Kind.REJECT;
    if (!refused || records.refused(index, Outcomes.why(outcome))) {
      return outcome;
    }
    return Batch.Outcome.retry(outcome.cause());
  }

  private static boolean isRetry(Batch.Outcome outcome) {
    return outcome.kind() == Batch.Outcome.Kind.RETRY;
  }

  private Batch.Outcome[] none() {
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = Batch.Outcome.retry(null);
    }
    return outcomes;
  }

  private Batch.Outcome[] complete() {
    for (Batch.Outcome outcome : outcomes) {
      if (outcome == null) {
        throw new IllegalStateException("a record of a batch has no outcome");
      }
    }
    return outcomes;
  }
}
