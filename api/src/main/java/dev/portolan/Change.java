package dev.portolan;

import java.util.Optional;

/**
 * How a record of a database changed, for a function that takes this, {@code Event<Change<T>>} or
 * {@code Batch<Change<T>>}.
 *
 * <p>Whether it was inserted, changed or removed says the event's {@link Event.Kind}, and not the
 * presence of the two states: some platforms, or their settings, send the state before, the state
 * after, or neither. A change feed of upserts knows no state before at all, and no removals.
 *
 * @param key the record's key as text; where keys have parts, a JSON object of these by their names
 * @param before the record as it was; empty if it was inserted, and where the platform does not say
 * @param after the record as it is now; empty if it was removed, and where the platform does not
 *     say
 * @param <T> the type of the record
 */
public record Change<T>(String key, Optional<T> before, Optional<T> after) {

  /** Refuses a record without a key. */
  public Change {
    if (key == null || key.isEmpty()) {
      throw new IllegalArgumentException("a record has a key");
    }
    if (before == null || after == null) {
      throw new IllegalArgumentException("a state that is not known is empty, not null");
    }
  }
}
