package dev.portolan.test;

import dev.portolan.Lifecycle;
import dev.portolan.testkit.adapter.Occurrence;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What a function that events call did with each, delivery by delivery. */
final class Notes {
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final Map<String, Notes> OPEN = new ConcurrentHashMap<>();

  private final String name = Long.toString(NUMBER.incrementAndGet());
  private final AtomicInteger numbered = new AtomicInteger();
  private volatile Page page = new Page();
  private volatile Lifecycle started;

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

  /** Another number at each call, from 1: no two events of a run are called the same. */
  int nextEvent() {
    return numbered.incrementAndGet();
  }

  /** Where to note what is handled now; whoever is called takes it before it begins. */
  Page page() {
    return page;
  }

  /**
   * What became of each event of a delivery. What is noted after it, by a handler whose time was
   * up, is of no other delivery.
   *
   * @param delivery tells which of the events come again, in their order
   * @param ids what the function is told as the id of each
   */
  List<Delivery.Outcome> during(
      List<Occurrence> events,
      Function<List<Occurrence>, List<Boolean>> delivery,
      Function<Occurrence, String> ids) {
    Page own = new Page();
    page = own;
    List<Boolean> again;
    try {
      again = delivery.apply(events);
    } finally {
      page = new Page();
    }
    List<Page.Did> did =
        events.size() == 1
            ? List.of(own.withTheOnly())
            : events.stream().map(ids).map(own::with).toList();
    return Outcomes.of(events, did, again);
  }

  /** What is to stop at the end. */
  void started(Lifecycle hooks) {
    started = hooks;
  }

  /** Stops the function if it has hooks, once. */
  void close() {
    OPEN.remove(name);
    Lifecycle hooks = started;
    started = null;
    if (hooks != null) {
      try {
        hooks.stop();
      } catch (Exception failed) {
        throw new IllegalStateException("the function did not stop in order: " + failed, failed);
      }
    }
  }
}
