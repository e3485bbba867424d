package com.example.audit;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.TestEvent;

/** What each platform makes of a change: images, a feed's document, protobuf, Debezium's row. */
class AuditReplayTest {
  private static final String LONDON = "{\"name\": \"Ada\", \"city\": \"London\", \"vip\": true}";
  private static final String TURIN = "{\"name\": \"Ada\", \"city\": \"Turin\", \"since\": 1833}";

  @PortolanTest
  void hearsOfWhatIsInsertedAndChanged(Replay<Audit> audit) {
    audit
        .deliverTogether(
            TestEvent.inserted("customers", "7", LONDON),
            TestEvent.updated("customers", "7", LONDON, TURIN))
        .assertDone();
  }

  /** Not on Azure, whose change feed tells none: there it is skipped, and says so. */
  @PortolanTest
  void hearsOfWhatIsRemoved(Replay<Audit> audit) {
    audit.deliver(TestEvent.deleted("customers", "7", TURIN)).assertDone();
  }
}
