package dev.portolan.provider.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What several functions of a run may ask for, each of which is looked at once. */
final class Looks {
  private final AwsCalls calls;
  private final Place place;
  private final Map<String, Optional<SeenQueue.Queue>> queues = new HashMap<>();
  private final Map<String, Boolean> there = new HashMap<>();
  private final Map<String, Boolean> buses = new HashMap<>();
  private final Map<String, Optional<SeenTable.Table>> tables = new HashMap<>();
  private final Map<String, SeenBucket> used = new HashMap<>();
  private final Map<String, SeenBucket> telling = new HashMap<>();

  Looks(AwsCalls calls, Place place) {
    this.calls = calls;
    this.place = place;
  }

  /** A look that may fail. */
  @FunctionalInterface
  private interface Look<T> {
    T at(String name) throws Exception;
  }

  private static <T> T once(Map<String, T> known, String name, Look<T> look) throws Exception {
    if (!known.containsKey(name)) {
      known.put(name, look.at(name));
    }
    return known.get(name);
  }

  Optional<SeenQueue.Queue> queue(String name) throws Exception {
    return once(queues, name, calls.queues()::find);
  }

  /** Whether there is such a queue, whatever it is like. */
  boolean queued(String name) throws Exception {
    return queues.containsKey(name)
        ? queues.get(name).isPresent()
        : once(there, name, one -> calls.queues().url(one).isPresent());
  }

  /** Whether there is such an event bus. */
  boolean bus(String name) throws Exception {
    return once(buses, name, calls.rules()::bus);
  }

  Optional<SeenTable.Table> table(String name) throws Exception {
    return once(tables, name, calls.tables()::find);
  }

  /** A bucket, without whom it tells. */
  SeenBucket used(String name) throws Exception {
    return once(used, name, one -> calls.bucket().look(one, place.account()));
  }

  /** A bucket, and whom it tells. */
  SeenBucket telling(String name) throws Exception {
    return once(telling, name, one -> calls.notifications().look(one, place.account()));
  }
}
