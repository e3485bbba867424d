package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NightlyReportTest {
  @Test
  void isAboutTheDayBeforeOnRomesClocks() {
    assertEquals(
        "report for 2026-02-28: 28 days in this month",
        NightlyReport.report(Instant.parse("2026-03-01T01:30:00Z")));
  }

  @Test
  void theSameTickGivesTheSameReport() {
    Instant due = Instant.parse("2026-06-30T00:30:00Z");
    assertEquals(NightlyReport.report(due), NightlyReport.report(due.plusSeconds(59)));
  }
}
