package com.example.nightly;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.TestEvent;

/** Not on Azure, where a timer that is not due is nobody's: there it is skipped, and says so. */
class NightlyReportReplayTest {
  @PortolanTest
  void reportsWhenItsTimeComes(Replay<NightlyReport> report) {
    report.deliver(TestEvent.tick("nightly-report")).assertDone();
  }
}
