package dev.portolan.test;

import dev.portolan.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What a function that events call did with each, in the order in which it did. */
final class Notes {
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final Map<String, Notes> OPEN = new ConcurrentHashMap<>();

  private final String name = Long.toString(NUMBER.incrementAndGet());
  private final List<Batch.Outcome.Kind> taken = new ArrayList<>();

  private Notes() {}

  static Notes open() {
    Notes notes = new Notes();
    OPEN.put(notes.name, notes);
    return notes;
  }

  /** Those of this name, while they are open. */
  static Notes named(String name) {
    return OPEN.get(name);
  }

  String name() {
    return name;
  }

  synchronized void take(Batch.Outcome.Kind kind, int events) {
    for (int i = 0; i < events; i++) {
      taken.add(kind);
    }
  }

  /**
   * What became of each event of a delivery.
   *
   * @param delivery tells which of the events come again, in their order
   */
  List<Delivery.Outcome> during(Supplier<List<Boolean>> delivery) {
    clear();
    List<Delivery.Outcome> outcomes = new ArrayList<>();
    List<Boolean> again = delivery.get();
    List<Batch.Outcome.Kind> noted = noted();
    int next = 0;
    for (boolean comes : again) {
      Batch.Outcome.Kind note = next < noted.size() ? noted.get(next) : null;
      if (comes) {
        outcomes.add(Delivery.Outcome.AGAIN);
        next += note == Batch.Outcome.Kind.RETRY ? 1 : 0;
      } else if (note == null) {
        outcomes.add(Delivery.Outcome.UNHEARD);
      } else {
        boolean refused = note == Batch.Outcome.Kind.REJECT;
        outcomes.add(refused ? Delivery.Outcome.REFUSED : Delivery.Outcome.DONE);
        next++;
      }
    }
    return outcomes;
  }

  private synchronized void clear() {
    taken.clear();
  }

  private synchronized List<Batch.Outcome.Kind> noted() {
    return List.copyOf(taken);
  }

  void close() {
    OPEN.remove(name);
  }
}
