package dev.portolan.sandbox.azure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.azure.host.Ncrontab;
import dev.portolan.sandbox.azure.host.Retry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One timer, on a clock that stands still. */
class SiteTimerTest {
  private static final Retry TWICE = new Retry(2, Duration.ofSeconds(10));

  private final SiteTimer timer =
      new SiteTimer(Ncrontab.of("0 0 * * * *"), Instant.parse("2026-01-01T00:30:00Z"));

  private static Instant at(String time) {
    return Instant.parse("2026-01-01T" + time + "Z");
  }

  private SiteTimer.Call due(String time, String app) {
    return timer.due(at(time), app).orElseThrow();
  }

  private void told(SiteTimer.Call call, String last, String next, boolean late)
      throws IOException {
    JsonNode told = new ObjectMapper().readTree(call.told());
    assertEquals(last, told.at("/ScheduleStatus/Last").asText());
    assertEquals(next, told.at("/ScheduleStatus/Next").asText());
    assertEquals(late, told.path("IsPastDue").asBoolean());
  }

  @Test
  @DisplayName("Each call is told when it was due, and when the one before was made")
  void next() throws IOException {
    assertEquals(Optional.empty(), timer.due(at("00:59:59"), "app"));
    SiteTimer.Call call = due("01:00:00.1", "app");
    told(call, "0001-01-01T00:00:00Z", "2026-01-01T01:00:00Z", false);
    assertEquals(Optional.empty(), timer.due(at("01:00:01"), "app"), "one at a time");
    timer.ended(call, true, Retry.NONE, at("01:00:02"));
    assertEquals(Optional.empty(), timer.due(at("01:00:03"), "app"));
    told(due("02:00:00", "app"), "2026-01-01T01:00:00.100Z", "2026-01-01T02:00:00Z", false);
  }

  @Test
  @DisplayName("What was missed is made up for once, and told to be late")
  void missed() throws IOException {
    assertEquals(Optional.empty(), timer.due(at("00:31:00"), "app"));
    SiteTimer.Call call = due("03:20:00", "another app");
    told(call, "0001-01-01T00:00:00Z", "2026-01-01T01:00:00Z", true);
    timer.ended(call, true, Retry.NONE, at("03:20:01"));
    assertEquals(Optional.empty(), timer.due(at("03:59:59"), "another app"));
    call = due("04:00:00", "another app");
    told(call, "2026-01-01T03:20:00Z", "2026-01-01T04:00:00Z", false);
    timer.ended(call, true, Retry.NONE, at("04:00:01"));
    told(due("06:00:00", "another app"), "2026-01-01T04:00:00Z", "2026-01-01T05:00:00Z", true);
  }

  @Test
  @DisplayName("A call that failed comes again, as often as is said, and then no more")
  void retries() {
    SiteTimer.Call call = due("01:00:00", "app");
    String told = call.told();
    for (int tries = 0; tries < 2; tries++) {
      assertEquals(tries, call.tries());
      Instant failed = at("01:00:00").plusSeconds(20L * tries);
      timer.ended(call, false, TWICE, failed);
      assertEquals(Optional.empty(), timer.due(failed.plusSeconds(9), "app"));
      call = timer.due(failed.plusSeconds(10), "app").orElseThrow();
      assertEquals(told, call.told());
    }
    assertEquals(2, call.tries());
    timer.ended(call, false, TWICE, at("01:01:00"));
    assertEquals(Optional.empty(), timer.due(at("01:59:59"), "app"));
    assertEquals(0, due("02:00:00", "app").tries());
  }
}
