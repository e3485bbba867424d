package dev.portolan.deploy;

import dev.portolan.deploy.driver.Happening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of the same events at several embedded clouds, to be held beside each other.
 *
 * <p>What is compared is what a person can see: whether a function handled, refused or failed each
 * delivery, and whether what it refused was kept. How often a cloud tries, and when it tries again,
 * is its own, and is not.
 *
 * @param clouds what came of it by provider, in the order in which they were asked for; empty where
 *     nothing happened
 */
public record Fired(Map<String, Optional<Happening.Result>> clouds) {
  public Fired {
    Objects.requireNonNull(clouds, "clouds");
    clouds = Collections.unmodifiableMap(new LinkedHashMap<>(clouds));
  }

  /** Where it was not alike everywhere, a line for each event; empty if it was. */
  public List<String> differences() {
    List<String> lines = new ArrayList<>();
    TreeSet<Integer> events = new TreeSet<>();
    clouds.values().forEach(each -> each.ifPresent(result -> events.addAll(numbers(result))));
    for (int event : events) {
      Map<String, List<String>> where = new LinkedHashMap<>();
      clouds.forEach(
          (provider, result) ->
              where
                  .computeIfAbsent(became(result, event), none -> new ArrayList<>())
                  .add(provider));
      if (where.size() > 1) {
        String parts =
            where.entrySet().stream()
                .map(each -> each.getKey() + " on " + String.join(", ", each.getValue()))
                .collect(Collectors.joining("; "));
        lines.add((events.size() > 1 ? "event " + event + ": " : "") + parts);
      }
    }
    return lines;
  }

  /** The same in words: where it was alike, or what differs. Empty where there is one cloud. */
  public List<String> text() {
    if (clouds.size() < 2 || clouds.values().stream().allMatch(Optional::isEmpty)) {
      return List.of();
    }
    List<String> differences = differences();
    return differences.isEmpty()
        ? List.of("the same on " + String.join(", ", clouds.keySet()))
        : differences.stream().map("not the same: "::concat).toList();
  }

  private static List<Integer> numbers(Happening.Result result) {
    return result.deliveries().stream().map(Happening.Delivery::event).toList();
  }

  /** What became of one event at one cloud: how many deliveries ended in which way. */
  private static String became(Optional<Happening.Result> result, int event) {
    Map<String, Integer> ways = new TreeMap<>();
    result.stream()
        .flatMap(each -> each.deliveries().stream())
        .filter(each -> each.event() == event)
        .forEach(each -> ways.merge(way(each), 1, Integer::sum));
    return ways.isEmpty()
        ? "not fired"
        : ways.entrySet().stream()
            .map(each -> (each.getValue() > 1 ? each.getValue() + " times " : "") + each.getKey())
            .collect(Collectors.joining(" and "));
  }

  private static String way(Happening.Delivery delivery) {
    return switch (delivery.fate()) {
      case HANDLED -> "handled";
      case REFUSED -> delivery.deadLetter().isEmpty() ? "refused and lost" : "refused and kept";
      case FAILED -> "failed";
      case UNDELIVERED -> "not delivered";
    };
  }
}
