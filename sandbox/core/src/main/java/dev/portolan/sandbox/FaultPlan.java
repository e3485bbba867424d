package dev.portolan.sandbox;

import dev.portolan.sandbox.FaultPoint.Phase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which faults strike where. Rules are tried in the order they were added; each strikes as many
 * times as it was given and is then spent. Empty plan: nothing goes wrong.
 */
public final class FaultPlan {
  private final List<Rule> rules = new ArrayList<>();
  private boolean killed;
  private int staleReads;

  private static final class Rule {
    private final Predicate<FaultPoint> where;
    private final Fault fault;
    private int left;

    private Rule(Predicate<FaultPoint> where, Fault fault, int times) {
      this.where = where;
      this.fault = fault;
      this.left = times;
    }
  }

  /** Strikes once, at the call of this number. */
  public synchronized FaultPlan at(int number, Phase phase, Fault fault) {
    return when(point -> point.number() == number && point.phase() == phase, fault, 1);
  }

  /** Strikes the next calls of an operation. */
  public synchronized FaultPlan on(
      String service, String operation, Phase phase, Fault fault, int times) {
    return when(
        point ->
            point.service().equals(service)
                && point.operation().equals(operation)
                && point.phase() == phase,
        fault,
        times);
  }

  /** Strikes wherever the predicate holds. */
  public synchronized FaultPlan when(Predicate<FaultPoint> where, Fault fault, int times) {
    rules.add(new Rule(where, fault, times));
    return this;
  }

  /** Lets the caller live again, as its next process. Rules that are left stay. */
  public synchronized void revive() {
    killed = false;
  }

  /** Forgets all rules and all that they caused. */
  public synchronized void clear() {
    rules.clear();
    killed = false;
    staleReads = 0;
  }

  public synchronized boolean killed() {
    return killed;
  }

  /**
   * Rules that did not strike as often as they were given: a test that meant them to has failed.
   */
  public synchronized int unspent() {
    return rules.size();
  }

  synchronized void kill() {
    killed = true;
  }

  synchronized void stale(int reads) {
    staleReads = reads;
  }

  /** True when this read is to see the state before the last change; counts it. */
  synchronized boolean takeStaleRead() {
    if (staleReads == 0) {
      return false;
    }
    staleReads--;
    return true;
  }

  synchronized Optional<Fault> take(FaultPoint point) {
    for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
      Rule rule = each.next();
      if (rule.where.test(point)) {
        rule.left--;
        if (rule.left <= 0) {
          each.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }
}
