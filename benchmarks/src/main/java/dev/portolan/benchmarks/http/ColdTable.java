package dev.portolan.benchmarks.http;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came out: a row for each server, and how ours stands against its targets. */
record ColdTable(List<Times> times) {

  /** Servers are held against those that have a cache as they do, or have none as they do. */
  void print(PrintStream out) {
    String format = "%-42s %8s %8s %8s %8s %11s%n";
    out.printf(
        format, "process start to first 200, ms", "median", "p10", "p90", "x bare", "x Jackson");
    for (boolean cached : new boolean[] {false, true}) {
      for (Times each : times.stream().filter(t -> t.subject().isCached() == cached).toList()) {
        out.printf(
            "%-42s %8.1f %8.1f %8.1f %8.2f %11.2f%n",
            each.subject().title(),
            each.median(),
            each.percentile(10),
            each.percentile(90),
            each.median() / median(Subjects.BARE, cached),
            each.median() / median(Subjects.JACKSON, cached));
      }
    }
    double ours = median(PackedHello.NAME, true);
    out.printf(
        "%s, with its cache: %.2f of the bare server with one (target 1.4)%n",
        PackedHello.NAME, ours / median(Subjects.BARE, true));
    out.printf(
        "%s, without: %.2f of the JDK's server with Jackson (target 0.75)%n",
        PackedHello.NAME, median(PackedHello.NAME, false) / median(Subjects.JACKSON, false));
    fastestOther()
        .ifPresent(
            other ->
                out.printf(
                    "the fastest of the others with a cache, %s, takes %.2f times as long"
                        + " (target: more than 1)%n",
                    other.subject().name(), other.median() / ours));
    find(Peers.SPRING, true)
        .ifPresent(
            spring ->
                out.printf(
                    "%s with a cache takes %.1f times as long (target about 10)%n",
                    Peers.SPRING, spring.median() / ours));
  }

  private Optional<Times> fastestOther() {
    List<String> notOthers = List.of(Subjects.BARE, Subjects.OURS, PackedHello.NAME);
    return times.stream()
        .filter(t -> t.subject().isCached() && !notOthers.contains(t.subject().name()))
        .min(Comparator.comparingDouble(Times::median));
  }

  private double median(String name, boolean cached) {
    return find(name, cached).orElseThrow().median();
  }

  private Optional<Times> find(String name, boolean cached) {
    return times.stream()
        .filter(t -> t.subject().isCached() == cached && t.subject().name().equals(name))
        .findFirst();
  }
}
