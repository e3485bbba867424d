package dev.portolan.sandbox.images.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "*/5 * * * *,,2026-03-01T00:03:00Z,2026-03-01T00:05:00Z",
    "0 9 * * mon-fri,,2026-03-06T09:00:00Z,2026-03-09T09:00:00Z",
    "0 9 * * *,Europe/Berlin,2026-07-01T00:00:00Z,2026-07-01T07:00:00Z",
    "30 0 12 * * *,,2026-03-01T00:00:00Z,2026-03-01T12:00:30Z",
    "@hourly,,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z",
    "0 0 13 * fri,,2026-03-06T00:00:00Z,2026-03-13T00:00:00Z"
  })
  void theNextTimeIsFound(String schedule, String zone, Instant before, Instant next) {
    CronSchedule read = CronSchedule.parse(schedule, zone == null ? "" : zone);
    assertEquals(Optional.of(next), read.after(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * * * * * *", "@never", "a * * * *"})
  void whatIsNoScheduleIsRefused(String schedule) {
    assertThrows(IllegalArgumentException.class, () -> CronSchedule.parse(schedule, ""));
  }

  @Test
  void aDayThatNeverComesIsNeverFound() {
    assertEquals(
        Optional.empty(),
        CronSchedule.parse("0 0 30 2 *", "").after(Instant.parse("2026-03-01T00:00:00Z")));
  }
}
