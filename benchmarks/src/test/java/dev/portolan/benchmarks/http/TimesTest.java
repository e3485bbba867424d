package dev.portolan.benchmarks.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("many times become one figure")
final class TimesTest {
  @Test
  @DisplayName("of starts: median and percentiles in milliseconds, in whatever order they came")
  void starts() {
    Times times = new Times(Subject.of("any", List.of(), Path.of(".")));
    for (long millis : new long[] {30, 10, 50, 20, 40}) {
      times.add(millis * 1_000_000);
    }
    assertEquals(30, times.median());
    assertEquals(10, times.percentile(10));
    assertEquals(40, times.percentile(90));
  }

  @Test
  @DisplayName("of loads: the median of the rounds, and its ratio to the yardstick")
  void loads() {
    List<Load> rounds =
        List.of(
            new Load(Subjects.JACKSON, 8, 100, 900, 1000, true),
            new Load("any", 8, 70, 800, 3000, true),
            new Load(Subjects.JACKSON, 8, 100, 900, 1000, true),
            new Load("any", 8, 50, 800, 2000, true),
            new Load(Subjects.JACKSON, 8, 300, 900, 100, true),
            new Load("any", 8, 40, 800, 1000, true));
    List<String> lines = Load.medians(rounds, Subjects.JACKSON);
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).endsWith("p50 x 1.00, rate x 1.00"), lines.get(0));
    assertTrue(lines.get(1).endsWith("p50 x 0.50, rate x 2.00"), lines.get(1));
  }

  @Test
  @DisplayName("one round that was not warm marks the median")
  void notWarm() {
    List<Load> rounds =
        List.of(
            new Load(Subjects.JACKSON, 1, 100, 900, 1000, true),
            new Load(Subjects.JACKSON, 1, 100, 900, 10, false));
    assertTrue(Load.medians(rounds, Subjects.JACKSON).get(0).contains("NOT WARM"));
  }
}
