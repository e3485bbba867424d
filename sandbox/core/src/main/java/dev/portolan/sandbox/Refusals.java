package dev.portolan.sandbox;

import dev.portolan.deploy.driver.Happening;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What functions refused, as their adapters say in their logs: a platform takes what a function
 * refuses for handled, and only the log tells of which event that was, and whether it went to the
 * dead letters or is lost. A function that has its warnings written nowhere refuses unheard.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/System.Logger.html">what
 *     the lines come through, which a function may have written in any form</a>
 */
public final class Refusals {
  /** The words of {@code LostEvent} and {@code DeadLetters}, within whatever form of line. */
  private static final String EVENT = "Event ";

  private static final String LOST = " is acknowledged and lost: ";
  private static final String MOVED = " went to the dead letters";

  private static final int KEPT = 10_000;

  private final Deque<Refusal> all = new ArrayDeque<>();
  private long next;

  /**
   * A refusal.
   *
   * @param event the words up to what became of it, in which are its id and its source
   */
  private record Refusal(long number, String function, String event, boolean kept) {
    boolean isOf(Set<String> ids) {
      return ids.isEmpty() || ids.stream().anyMatch(id -> event.contains(EVENT + id + " of "));
    }
  }

  /** Takes a line of a function's log. */
  public void heard(String function, String line) {
    int lost = line.indexOf(LOST);
    int moved = line.indexOf(MOVED);
    if (lost < 0 && moved < 0) {
      return;
    }
    boolean kept = lost < 0 || moved >= 0 && moved < lost;
    int begin = line.indexOf(EVENT);
    int end = kept ? moved : lost;
    if (begin < 0 || begin > end) {
      return;
    }
    synchronized (this) {
      all.add(new Refusal(next++, function, line.substring(begin, end), kept));
      if (all.size() > KEPT) {
        all.remove();
      }
    }
  }

  /** From now on refusals count. */
  public synchronized Since since() {
    return new Since(next);
  }

  /** The refusals from a moment on, each of which is told of once. */
  public final class Since {
    private final List<Long> taken = new ArrayList<>();
    private final long first;

    private Since(long first) {
      this.first = first;
    }

    /**
     * A delivery, as refused if it was.
     *
     * @param function whose log tells
     * @param ids that the function may be told the event has, as {@link EventIds} has them; empty
     *     where none is known, then any refusal counts
     * @param place of that function's dead letters, in words; empty for none
     */
    public Happening.Delivery told(
        Happening.Delivery delivery, String function, Set<String> ids, String place) {
      if (delivery.fate() != Happening.Fate.HANDLED) {
        return delivery;
      }
      return next(function, ids)
          .map(refusal -> delivery.refused(refusal.kept() ? place : ""))
          .orElse(delivery);
    }

    private Optional<Refusal> next(String function, Set<String> ids) {
      synchronized (Refusals.this) {
        Optional<Refusal> found =
            all.stream()
                .filter(each -> each.number() >= first && !taken.contains(each.number()))
                .filter(each -> each.function().equals(function))
                .filter(each -> each.isOf(ids))
                .findFirst();
        found.ifPresent(each -> taken.add(each.number()));
        return found;
      }
    }
  }
}
