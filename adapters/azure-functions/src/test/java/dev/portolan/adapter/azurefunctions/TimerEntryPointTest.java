package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.sandbox.azure.worker.Datum;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TimerEntryPointTest {

  private static JoinedApp app(String cron, String zone) {
    return Described.taker(Described.schedule(cron, zone))
        .trigger(TimerEntryPoint.class, "timerTrigger", "timer");
  }

  /** As the host tells it (learn.microsoft.com, "Timer trigger", usage). */
  private static String timer(String next, boolean late) {
    return "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{\"Last\":"
        + "\"0001-01-01T00:00:00+00:00\",\"LastUpdated\":\"2026-01-01T00:00:00+00:00\",\"Next\":\""
        + next
        + "\"},\"IsPastDue\":"
        + late
        + "}";
  }

  @Test
  void aTick() {
    try (JoinedApp app = app("0 2 * * *", "UTC")) {
      assertTrue(app.host.fire("f", timer("2026-01-02T02:00:00+00:00", false)).succeeded());
      Event<byte[]> tick = Taker.last();
      assertEquals(Event.Kind.SCHEDULE, tick.kind());
      assertEquals("com.microsoft.azure.functions.timer", tick.type());
      assertEquals(Optional.of(Instant.parse("2026-01-02T02:00:00Z")), tick.time());
      assertEquals(Map.of("pastdue", "false"), tick.extensions());
      assertNull(tick.data());
      String id = tick.id();
      assertTrue(app.host.fire("f", "{\"IsPastDue\":false}").succeeded());
      assertFalse(id.equals(Taker.last().id()));
      assertEquals(Map.of("pastdue", "false"), Taker.last().extensions());
    }
  }

  @Test
  void oneThatIsLateStandsForAllThatWereMissed() {
    Instant now = Instant.now();
    Instant last = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(2));
    if (last.isAfter(now)) {
      last = last.minus(Duration.ofDays(1));
    }
    try (JoinedApp app = app("0 2 * * *", "UTC")) {
      String first = last.minus(Duration.ofDays(3)).toString();
      assertTrue(app.host.fire("f", timer(first, true)).succeeded());
      assertEquals(Optional.of(last), Taker.last().time());
      assertEquals(Map.of("pastdue", "true"), Taker.last().extensions());
    }
  }

  @Test
  void thatItWasTriedBeforeIsTold() {
    try (JoinedApp app = app("0 2 * * *", "UTC")) {
      Datum told = new Datum.Json(timer("2026-01-02T02:00:00+00:00", false));
      assertTrue(app.host.fire("f", told, Map.of(), 2).succeeded());
      assertEquals(3, Taker.attempt);
    }
  }

  private static final Clock ROME = new Clock("0 2 * * *", "Europe/Rome", true);

  private static Instant due(String next, boolean late, String now) {
    return TimerWire.of(timer(next, late), Instant.parse(now)).due(ROME);
  }

  @Test
  void aMissedTickOfAnotherZoneIsFoundBehindOneThatIsNotMeant() {
    String midnight = "2026-01-02T00:00:00+00:00";
    Instant meant = Instant.parse("2026-01-02T01:00:00Z");
    assertEquals(meant, due(midnight, true, "2026-01-02T05:31:07Z"));
    assertEquals(meant, due(midnight, false, "2026-01-02T01:00:00Z"), "held up by the one before");
    assertNull(due(midnight, true, "2026-01-02T00:59:58Z"));
    assertNull(due(midnight, false, "2026-01-01T23:59:59.5Z"));
    assertEquals(
        Instant.parse("2026-08-08T00:00:00Z"), due(midnight, true, "2026-08-08T00:00:01Z"));
    String one = "2026-01-02T01:00:00+00:00";
    assertEquals(meant, due(one, false, "2026-01-02T01:00:09Z"));
    assertEquals(meant, due(one, false, "2026-01-02T00:59:59.2Z"), "a little early");
  }

  @Test
  void whoAsksForOneByHandGetsItAtAnyTime() {
    String noon = "2026-01-02T12:34:56Z";
    assertEquals(Instant.parse(noon), due("2026-01-03T00:00:00+00:00", false, noon));
    try (JoinedApp app = app("0 2 1 1 *", "Europe/Rome")) {
      int before = Taker.TAKEN.size();
      String next = Instant.now().plus(Duration.ofHours(1)).toString();
      assertTrue(app.host.fire("f", timer(next, false)).succeeded());
      assertEquals(before + 1, Taker.TAKEN.size());
    }
  }

  @Test
  void ofThoseOfAnotherZoneOnlyWhatIsMeant() {
    String winter = "2026-01-02T00:00:00Z";
    assertNull(due(winter, false, winter), "one in winter");
    String later = "2026-01-02T01:00:00Z";
    assertEquals(Instant.parse(later), due(later, false, later), "two in winter");
    String summer = "2026-07-02T00:00:00Z";
    assertEquals(Instant.parse(summer), due(summer, false, summer), "two in summer");
    ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Europe/Rome"));
    for (int minutes : new int[] {0, 30}) {
      String cron = (now.getMinute() + minutes) % 60 + " * * * *";
      try (JoinedApp app = app(cron, "Europe/Rome")) {
        int before = Taker.TAKEN.size();
        assertTrue(app.host.fire("f", timer(now.toInstant().toString(), false)).succeeded());
        assertEquals(before + (minutes == 0 ? 1 : 0), Taker.TAKEN.size(), cron);
      }
    }
  }

  @Test
  void whereTheHostTellsNothingTheClockDoes() {
    for (String next : new String[] {"0001-01-01T00:00:00+00:00", "never"}) {
      assertEquals(Instant.parse("2026-01-02T01:00:01Z"), due(next, false, "2026-01-02T01:00:01Z"));
      assertNull(due(next, false, "2026-01-02T00:00:01Z"));
    }
    Instant now = Instant.parse("2026-01-02T01:00:01Z");
    assertEquals(now, TimerWire.of("", now).due(ROME));
  }
}
