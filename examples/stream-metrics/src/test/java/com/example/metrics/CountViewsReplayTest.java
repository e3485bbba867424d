package com.example.metrics;

import static dev.portolan.test.Delivery.Outcome.DONE;
import static dev.portolan.test.Delivery.Outcome.REFUSED;
import static dev.portolan.test.Delivery.Outcome.UNHEARD;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.TestEvent;

/** Where Kafka calls functions: several records at once, or one by one. */
class CountViewsReplayTest {
  private static TestEvent view(String page, String value) {
    return TestEvent.kafka("page-views").key(page).json(value);
  }

  @PortolanTest(providers = {"aws", "azure", "knative"})
  void oneThatIsNoViewHoldsUpNoOther(Replay<CountViews> views) {
    views
        .deliverTogether(
            view("/", "{\"millis\": 10}"),
            view("/shop", "{\"millis\": -1}"),
            view("/shop", "no view"),
            view("/", "{\"millis\": 30}"))
        .assertOutcomes(DONE, REFUSED, UNHEARD, DONE);
  }
}
