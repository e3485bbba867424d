package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
  private final Refusals refusals = new Refusals();
  private final Delivery handled = Delivery.of("f", Fate.HANDLED, 1, "handled");

  private List<String> told(Refusals.Since since, String id) {
    return since.told(handled, "f", EventIds.of(id, new byte[0]), "queue q").told();
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
    assertEquals(failed, since.told(failed, "f", Set.of(), "queue q"));
  }

  @Test
  void isThatOfACloudEventByTheIdItHasWithinOrByTheClouds() {
    byte[] data = "{\"specversion\":\"1.0\",\"id\":\"own of it\"}".getBytes(StandardCharsets.UTF_8);
    Refusals.Since since = refusals.since();
    refusals.heard("f", "Event own of /shop is acknowledged and lost: another");
    refusals.heard("f", "Event own of it of /shop is acknowledged and lost: it");
    refusals.heard("f", "Event cloud of queue is acknowledged and lost: the envelope");
    for (int i = 0; i < 3; i++) {
      Fate expected = i < 2 ? Fate.REFUSED : Fate.HANDLED;
      assertEquals(
          expected, since.told(handled, "f", EventIds.of("cloud", data), "").fate(), "time " + i);
    }
    byte[] none = "{\"id\":\"own\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals(Fate.HANDLED, since.told(handled, "f", EventIds.of("c", none), "").fate());
  }

  @Test
  void isThatOfACloudEventWithoutAnIdAsItsAdapterWritesIt() {
    byte[] data = "{\"specversion\":\"1.0\"}".getBytes(StandardCharsets.UTF_8);
    byte[] longer =
        ("{\"specversion\":\"1.0\",\"id\":\"" + "i".repeat(301) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    Refusals.Since since = refusals.since();
    refusals.heard("f", "Event null of null is acknowledged and lost: it");
    refusals.heard("f", "Event " + "i".repeat(300) + "... of /s is acknowledged and lost: it");
    assertEquals(Fate.REFUSED, since.told(handled, "f", EventIds.of("c", longer), "").fate());
    assertEquals(Fate.REFUSED, since.told(handled, "f", EventIds.of("c", data), "").fate());
  }

  @Test
  void isLookedForOnceInALongLine() {
    String line = "Event of ".repeat(20_000);
    Refusals.Since since = refusals.since();
    refusals.heard("f", line);
    refusals.heard("f", line + " is acknowledged, and lost");
    assertEquals(List.of("f: handled"), told(since, ""));
  }
}
