package dev.portolan.test;

import dev.portolan.Batch;
import dev.portolan.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a function did with the events of one delivery, by their ids. Thread-safe. */
final class Page {
  private final Map<String, Did> done = new LinkedHashMap<>();

  /** What a function did with an event. */
  enum Did {
    /** It was not called for it. */
    NOTHING,
    /** It was called, and has not come to an end. */
    BEGIN,
    /** It handled it. */
    HANDLE,
    /** It failed, or asked for it again. */
    FAIL,
    /** It refused it for good. */
    REFUSE;

    static Did of(Batch.Outcome.Kind kind) {
      return switch (kind) {
        case DONE -> HANDLE;
        case REJECT -> REFUSE;
        default -> FAIL;
      };
    }
  }

  /** The same was done with all that the function was handed. */
  void take(Object input, Did did) {
    if (input instanceof Batch<?> batch) {
      batch.events().forEach(event -> put(event, did));
    } else {
      put(input, did);
    }
  }

  /** What the function says of each; a result that does not fit its batch is a failure of all. */
  void take(Batch<?> batch, Batch.Result result) {
    boolean fits = batch.events().size() == result.outcomes().size();
    for (int i = 0; i < batch.events().size(); i++) {
      put(batch.events().get(i), fits ? Did.of(result.outcomes().get(i).kind()) : Did.FAIL);
    }
  }

  private synchronized void put(Object event, Did did) {
    done.put(event instanceof Event<?> known ? known.id() : "", did);
  }

  /** What it did with the event of this id. */
  synchronized Did with(String id) {
    return done.getOrDefault(id, Did.NOTHING);
  }

  /** What it did with the one event, which a platform may have called otherwise. */
  synchronized Did withTheOnly() {
    List<Did> all = List.copyOf(done.values());
    return all.isEmpty() ? Did.NOTHING : all.get(0);
  }
}
