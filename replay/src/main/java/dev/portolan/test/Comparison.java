package dev.portolan.test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    if (first == null) {
      first = other;
      return;
    }
    Optional<String> difference = difference(other);
    if (difference.isPresent()) {
      throw new AssertionFailedError(difference.get());
    }
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
        return Optional.of(text(one, parts, i + 1, other));
      }
    }
    return Optional.empty();
  }

  private List<String> parts(Map<String, String> one, Map<String, String> two, Recording other) {
    Set<String> names = new LinkedHashSet<>(one.keySet());
    names.addAll(two.keySet());
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String here = one.getOrDefault(name, "none");
      String there = two.getOrDefault(name, "none");
      if (!here.equals(there)) {
        parts.add(
            "  %s: <%s> on %s, <%s> on %s"
                .formatted(name, here, first.provider(), there, other.provider()));
      }
    }
    return parts;
  }

  private String text(Step one, List<String> parts, int number, Recording other) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s does not do as %s does, in step %d, %s:"
            .formatted(other.provider(), first.provider(), number, one));
    lines.addAll(parts);
    if (one instanceof Answer answer) {
      lines.addAll(Bounds.of(first.platform(), answer));
      lines.addAll(Bounds.of(other.platform(), answer));
    }
    return String.join("\n", lines);
  }
}
