package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ticks of a timer in UTC a schedule in another zone means. */
class ZonedCronTest {
  @ParameterizedTest(name = "{0} in {1} at {2}: {3}")
  @CsvSource({
    "0 2 * * *, Europe/Berlin, 2026-01-15T01:00:00Z, true",
    "0 2 * * *, Europe/Berlin, 2026-01-15T00:00:00Z, false",
    "0 2 * * *, Europe/Berlin, 2026-07-15T00:00:00Z, true",
    "0 2 * * *, Europe/Berlin, 2026-07-15T01:00:00Z, false",
    "0 2 * * MON, Asia/Tokyo, 2026-11-22T17:00:00Z, true",
    "0 2 * * MON, Asia/Tokyo, 2026-11-23T17:00:00Z, false",
    "30 2 * * SUN, Asia/Kolkata, 2026-11-21T21:00:00Z, true",
    "0 0 1 JAN *, America/New_York, 2027-01-01T05:00:00Z, true",
    "0 0 1 JAN *, America/New_York, 2027-02-01T05:00:00Z, false",
    "'*/20 8-17 * * MON-FRI', Europe/Rome, 2026-11-26T07:40:00Z, true",
    "'*/20 8-17 * * MON-FRI', Europe/Rome, 2026-11-26T06:40:00Z, false",
    "'*/20 8-17 * * MON-FRI', Europe/Rome, 2026-11-28T07:40:00Z, false",
    "'5,35 0 10-20/5 * *', Europe/Rome, 2026-06-14T22:35:00Z, true",
    "'5,35 0 10-20/5 * *', Europe/Rome, 2026-06-15T22:35:00Z, false",
    "0 0 */2 * *, Europe/Lisbon, 2026-12-31T00:00:00Z, true",
    "0 0 * */3 *, Europe/Lisbon, 2026-12-31T00:00:00Z, false",
    "0 0 * * 0, Europe/Lisbon, 2026-11-29T00:00:59Z, true"
  })
  void means(String cron, String zone, Instant tick, boolean due) {
    assertEquals(due, ZonedCron.due(cron, zone, tick));
  }

  @Test
  @DisplayName("Once a day means once each day, except where clocks are set")
  void onceADay() {
    List<String> others = new ArrayList<>();
    LocalDate first = LocalDate.of(2026, 1, 1);
    for (int day = 0; day < 365; day++) {
      int due = 0;
      for (int hour = 0; hour < 24; hour++) {
        Instant tick = first.plusDays(day).atTime(hour, 30).atOffset(ZoneOffset.UTC).toInstant();
        due += ZonedCron.due("30 2 * * *", "Europe/Berlin", tick) ? 1 : 0;
      }
      if (due != 1) {
        others.add(first.plusDays(day) + " " + due);
      }
    }
    assertEquals(List.of("2026-03-29 0", "2026-10-25 2"), others);
  }
}
