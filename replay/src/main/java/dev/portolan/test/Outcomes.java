package dev.portolan.test;

import dev.portolan.test.Delivery.Outcome;
import dev.portolan.test.Page.Did;
import dev.portolan.testkit.adapter.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of events that were delivered together: what the function did with each, and whether
 * it comes again.
 *
 * <p>Where they have an order, those behind one that comes again come again with it. Platforms
 * bring others again as well, which came before it and are done: how many is the platform's, and no
 * outcome.
 */
final class Outcomes {
  private Outcomes() {}

  /**
   * The outcome of each.
   *
   * @param did what the function did with each
   * @param again whether the platform will deliver each again
   */
  static List<Outcome> of(List<Occurrence> events, List<Did> did, List<Boolean> again) {
    boolean failed = did.contains(Did.FAIL) || did.contains(Did.BEGIN);
    Set<String> held = new HashSet<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      String order = events.get(i).order();
      boolean withOthers = failed && !order.isEmpty() && isSettled(did.get(i));
      Outcome outcome = of(did.get(i), again.get(i) && !withOthers);
      if (held.contains(order)) {
        outcome = Outcome.AGAIN;
      }
      if (outcome == Outcome.AGAIN && !order.isEmpty()) {
        held.add(order);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  /** Whether it is nobody's wish that it comes again. */
  private static boolean isSettled(Did did) {
    return did != Did.FAIL && did != Did.BEGIN;
  }

  /** What failed and does not come again is lost, as what is refused is. */
  private static Outcome of(Did did, boolean again) {
    if (again) {
      return Outcome.AGAIN;
    }
    return switch (did) {
      case NOTHING -> Outcome.UNHEARD;
      case HANDLE -> Outcome.DONE;
      default -> Outcome.REFUSED;
    };
  }
}
