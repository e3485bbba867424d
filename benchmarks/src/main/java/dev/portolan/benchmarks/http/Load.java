package dev.portolan.benchmarks.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How a warm server stood a load.
 *
 * @param p50 median latency in microseconds
 * @param rate requests a second
 * @param warm whether it was called often enough before
 */
record Load(String name, int connections, double p50, double p99, double rate, boolean warm) {
  static final String HEAD =
      "%-12s %-28s %10s %10s %12s".formatted("connections", "", "p50 us", "p99 us", "requests/s");

  static Load of(String name, int connections, long[] nanos, int seconds, boolean warm) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Load(
        name,
        connections,
        sorted[(sorted.length - 1) / 2] / 1e3,
        sorted[(int) ((sorted.length - 1) * 99L / 100)] / 1e3,
        (double) nanos.length / seconds,
        warm);
  }

  /** A line for each server at each number of connections, in the order they were measured. */
  static List<String> medians(List<Load> loads, String yardstickName) {
    Map<List<Object>, List<Load>> groups = new LinkedHashMap<>();
    for (Load load : loads) {
      List<Object> key = List.of(load.connections, load.name);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(load);
    }
    List<String> lines = new ArrayList<>();
    for (List<Load> group : groups.values()) {
      Load load = median(group);
      Load yardstick = median(groups.get(List.of(load.connections, yardstickName)));
      lines.add(
          "%s   p50 x %.2f, rate x %.2f"
              .formatted(load, load.p50 / yardstick.p50, load.rate / yardstick.rate));
    }
    return lines;
  }

  private static Load median(List<Load> group) {
    return new Load(
        group.get(0).name,
        group.get(0).connections,
        median(group, Load::p50),
        median(group, Load::p99),
        median(group, Load::rate),
        group.stream().allMatch(Load::warm));
  }

  private static double median(List<Load> group, ToDoubleFunction<Load> value) {
    double[] sorted = group.stream().mapToDouble(value).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  @Override
  public String toString() {
    return "%-12d %-28s %10.1f %10.1f %12.0f%s"
        .formatted(connections, name, p50, p99, rate, warm ? "" : "   NOT WARM");
  }
}
