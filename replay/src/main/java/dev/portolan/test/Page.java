package dev.portolan.test;

import dev.portolan.Batch;
import dev.portolan.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a function did with the events of one delivery, by their ids. Thread-safe. */
final class Page {
  private final Map<String, Batch.Outcome.Kind> taken = new LinkedHashMap<>();

  /** The same became of all that the function was handed. */
  void take(Object input, Batch.Outcome.Kind kind) {
    if (input instanceof Batch<?> batch) {
      batch.events().forEach(event -> put(event, kind));
    } else {
      put(input, kind);
    }
  }

  /** What the function says of each; a result that does not fit its batch is a failure of all. */
  void take(Batch<?> batch, Batch.Result result) {
    boolean fits = batch.events().size() == result.outcomes().size();
    for (int i = 0; i < batch.events().size(); i++) {
      put(batch.events().get(i), fits ? result.outcomes().get(i).kind() : Batch.Outcome.Kind.RETRY);
    }
  }

  private synchronized void put(Object event, Batch.Outcome.Kind kind) {
    taken.put(event instanceof Event<?> known ? known.id() : "", kind);
  }

  /** What became of the event of this id. */
  synchronized Delivery.Outcome of(String id) {
    return outcome(taken.get(id));
  }

  /** What became of the one event, which a platform may have called otherwise. */
  synchronized Delivery.Outcome only() {
    List<Batch.Outcome.Kind> all = List.copyOf(taken.values());
    return outcome(all.isEmpty() ? null : all.get(0));
  }

  /** What failed and does not come again is lost, as what is refused is. */
  private static Delivery.Outcome outcome(Batch.Outcome.Kind kind) {
    if (kind == null) {
      return Delivery.Outcome.UNHEARD;
    }
    return kind == Batch.Outcome.Kind.DONE ? Delivery.Outcome.DONE : Delivery.Outcome.REFUSED;
  }
}
