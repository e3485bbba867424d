package dev.portolan.test;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/**
 * What became of events that a platform delivered to a function: what the function did with each,
 * and whether the platform will deliver it again.
 *
 * <p>It must be the same on all platforms. The assertions give the delivery back, so that they can
 * be chained.
 */
public final class Delivery implements Step {
  private final String provider;
  private final List<TestEvent> events;
  private final List<Outcome> outcomes;

  /** What became of an event. */
  public enum Outcome {
    /** The function handled it. */
    DONE,
    /**
     * It comes again: the function asked for that, or failed; or it is behind one that does, where
     * the two have an order.
     */
    AGAIN,
    /** The function refused it for good. */
    REFUSED,
    /**
     * The function was not called, and it does not come again: it is not what the function takes.
     */
    UNHEARD
  }

  Delivery(String provider, List<TestEvent> events, List<Outcome> outcomes) {
    this.provider = provider;
    this.events = List.copyOf(events);
    this.outcomes = List.copyOf(outcomes);
  }

  /** What became of each, in the order of the events. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  List<TestEvent> events() {
    return events;
  }

  /** Fails unless the function handled all. */
  public Delivery assertDone() {
    return assertAll(Outcome.DONE);
  }

  /** Fails unless all come again. */
  public Delivery assertComesAgain() {
    return assertAll(Outcome.AGAIN);
  }

  /** Fails unless the function refused all for good. */
  public Delivery assertRefused() {
    return assertAll(Outcome.REFUSED);
  }

  /** Fails unless the function was called for none, and none comes again. */
  public Delivery assertUnheard() {
    return assertAll(Outcome.UNHEARD);
  }

  private Delivery assertAll(Outcome expected) {
    return assertOutcomes(Collections.nCopies(outcomes.size(), expected).toArray(Outcome[]::new));
  }

  /** Fails unless this became of each, in the order of the events. */
  public Delivery assertOutcomes(Outcome... expected) {
    if (!outcomes.equals(List.of(expected))) {
      throw new AssertionFailedError(
          "%s delivered %s: expected %s but it was %s"
              .formatted(provider, events, List.of(expected), outcomes),
          List.of(expected),
          outcomes);
    }
    return this;
  }

  /** Fails unless this became of this one, by its number among them from 1. */
  public Delivery assertOutcome(int number, Outcome expected) {
    Outcome actual = outcomes.get(number - 1);
    if (actual != expected) {
      throw new AssertionFailedError(
          "%s delivered %s as number %d of %d: expected %s but it was %s"
              .formatted(provider, events.get(number - 1), number, events.size(), expected, actual),
          expected,
          actual);
    }
    return this;
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      facts.put("outcome " + (i + 1), outcomes.get(i).name());
    }
    return facts;
  }

  /** The events and what became of each. */
  @Override
  public String toString() {
    return events.toString();
  }
}
