package dev.portolan.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/** Holds what happened on each platform to what happened on the first. Thread-safe. */
final class Comparison {
  private Recording first;

  /**
   * Adds a run that passed.
   *
   * @throws AssertionFailedError if it was not like the first one
   */
  synchronized void add(Recording other) {
    if (other.steps().isEmpty()) {
      throw new AssertionFailedError(
          "on %s: the test took no step: let it call the function, or deliver something"
              .formatted(other.provider()));
    }
    if (first == null) {
      first = other;
      return;
    }
    require(other);
    int wanted = first.steps().size();
    int found = other.steps().size();
    if (wanted != found) {
      throw new AssertionFailedError(
          "the test took "
              + wanted
              + " steps on "
              + first.provider()
              + " and "
              + found
              + " on "
              + other.provider()
              + ": let it take the same on each");
    }
  }

  /**
   * Holds what a run has done so far to the first one.
   *
   * @throws AssertionFailedError if it was not like it
   */
  synchronized void require(Recording other) {
    Optional<String> difference = difference(other);
    if (difference.isPresent()) {
      throw new AssertionFailedError(difference.get());
    }
  }

  /** The first thing that both did and that was not alike, in a sentence and with each part. */
  synchronized Optional<String> difference(Recording other) {
    if (first == null) {
      return Optional.empty();
    }
    int both = Math.min(first.steps().size(), other.steps().size());
    for (int i = 0; i < both; i++) {
      Step one = first.steps().get(i);
      Step two = other.steps().get(i);
      List<String> parts = parts(one.facts(), two.facts(), other);
      if (!parts.isEmpty()) {
        return Optional.of(text(one, two, parts, i + 1, other));
      }
    }
    return Optional.empty();
  }

  private List<String> parts(Map<String, String> one, Map<String, String> two, Recording other) {
    Set<String> names = new LinkedHashSet<>(one.keySet());
    names.addAll(two.keySet());
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String here = one.get(name);
      String there = two.get(name);
      if (!Objects.equals(here, there)) {
        parts.add(
            "  %s: %s on %s, %s on %s"
                .formatted(name, told(here), first.provider(), told(there), other.provider()));
      }
    }
    return parts;
  }

  /** What is not there is told without the brackets that a value has. */
  private static String told(String value) {
    return value == null ? "none" : "<" + value + ">";
  }

  private String text(Step one, Step two, List<String> parts, int number, Recording other) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s does not do as %s does, in step %d, %s:"
            .formatted(other.provider(), first.provider(), number, one));
    lines.addAll(parts);
    lines.addAll(bounds(one, two, other));
    return String.join("\n", lines);
  }

  /** A platform that cannot give an answer gives another, so what was asked is in either. */
  private Set<String> bounds(Step one, Step two, Recording other) {
    Set<String> bounds = new LinkedHashSet<>();
    for (Step step : List.of(one, two)) {
      if (step instanceof Answer answer) {
        bounds.addAll(Bounds.of(first.platform(), answer));
        bounds.addAll(Bounds.of(other.platform(), answer));
      } else if (step instanceof Delivery delivery) {
        bounds.addAll(Bounds.of(first.platform(), delivery));
        bounds.addAll(Bounds.of(other.platform(), delivery));
      }
    }
    return bounds;
  }
}
