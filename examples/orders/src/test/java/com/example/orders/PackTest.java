package com.example.orders;

import static dev.portolan.test.Delivery.Outcome.DONE;
import static dev.portolan.test.Delivery.Outcome.REFUSED;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.TestEvent;

class PackTest {
  private static TestEvent order(String id, String items) {
    return TestEvent.queued("to-pack")
        .json("{\"id\": \"" + id + "\", \"items\": [" + items + "]}");
  }

  @PortolanTest
  void onePoisonedOrderIsRefusedAloneAndTheOthersArePacked(Replay<Pack> pack) {
    pack.deliverTogether(
            order("1", "\"book\""), order("2", ""), order("3", "\"pen\", \"ink\""))
        .assertOutcomes(DONE, REFUSED, DONE);
  }
}
