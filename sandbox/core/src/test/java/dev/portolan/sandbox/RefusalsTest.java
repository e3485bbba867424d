package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  private final Refusals refusals = new Refusals();
  private final Delivery handled = Delivery.of("f", Fate.HANDLED, 1, "handled");

  private List<String> told(Refusals.Since since, String id) {
    return since.told(handled, "f", id, "queue q").told();
  }

  @Test
  void isTheEventsOwnAndTheFunctionsOwnAndToldOnce() {
    refusals.heard("f", "Event 1 of /shop is acknowledged and lost: before");
    Refusals.Since since = refusals.since();
    refusals.heard("g", "Event 1 of /shop went to the dead letters: another function's");
    refusals.heard("f", "Event 2 of /shop went to the dead letters: another event");
    assertEquals(List.of("f: handled"), told(since, "1"));
    refusals.heard("f", "{\"message\":\"Event 1 of /shop is acknowledged and lost: it\"}");
    assertEquals(List.of("f: refused, and kept nowhere"), told(since, "1"));
    assertEquals(List.of("f: handled"), told(since, "1"), "once");
    assertEquals(List.of("f: refused, and went to queue q"), told(since, ""), "any that is left");
  }

  @Test
  void isKeptThoughItsDataDidNotFitAndNothingElseIsOne() {
    Refusals.Since since = refusals.since();
    refusals.heard("f", "WARNING Event a b of c went to the dead letters without its data: big");
    refusals.heard("f", "Event d of e was refused and comes again");
    assertEquals(List.of("f: handled"), told(since, "d"));
    assertEquals(List.of("f: refused, and went to queue q"), told(since, "a b"));
    Delivery failed = Delivery.of("f", Fate.FAILED, 1, "failed");
    assertEquals(failed, since.told(failed, "f", "", "queue q"));
  }
}
