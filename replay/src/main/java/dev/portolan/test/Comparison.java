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
    int wanted = first.answers().size();
    int found = other.answers().size();
    if (wanted != found) {
      throw new AssertionFailedError(
          "the test made "
              + wanted
              + " calls on "
              + first.provider()
              + " and "
              + found
              + " on "
              + other.provider()
              + ": let it make the same on each");
    }
  }

  /** The first thing that both did and that was not alike, in a sentence and with each part. */
  synchronized Optional<String> difference(Recording other) {
    if (first == null) {
      return Optional.empty();
    }
    int both = Math.min(first.answers().size(), other.answers().size());
    for (int i = 0; i < both; i++) {
      Answer one = first.answers().get(i);
      Answer two = other.answers().get(i);
      List<String> parts = parts(Facts.of(one), Facts.of(two), other);
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

  private String text(Answer one, List<String> parts, int number, Recording other) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s does not answer as %s does, to call %d, %s:"
            .formatted(other.provider(), first.provider(), number, one.request()));
    lines.addAll(parts);
    lines.addAll(Bounds.of(first.platform(), one));
    lines.addAll(Bounds.of(other.platform(), one));
    return String.join("\n", lines);
  }
}
