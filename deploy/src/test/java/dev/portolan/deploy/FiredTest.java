package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What became of the same events at several clouds, beside each other. */
final class FiredTest {
  private static Delivery handled(String to) {
    return Delivery.of(to, Fate.HANDLED, 1, "handled");
  }

  private static Fired of(Map<String, List<Delivery>> clouds) {
    Map<String, Optional<Happening.Result>> all = new LinkedHashMap<>();
    clouds.forEach((name, each) -> all.put(name, Optional.of(new Happening.Result(each))));
    return new Fired(all);
  }

  private static Map<String, List<Delivery>> two(List<Delivery> north, List<Delivery> south) {
    Map<String, List<Delivery>> both = new LinkedHashMap<>();
    both.put("north", north);
    both.put("south", south);
    return both;
  }

  @Test
  void isTheSameWhateverListenersAreCalledAndHoweverOftenTheyWereTried() {
    Fired fired =
        of(
            two(
                List.of(handled("a"), Delivery.of("b", Fate.FAILED, 10, "failed")),
                List.of(Delivery.of("x", Fate.FAILED, 3, "failed"), handled("y"))));
    assertEquals(List.of("the same on north, south"), fired.text());
  }

  @Test
  void differsWhereOneRefusesWhatAnotherHandlesOrIsCalledOnceMore() {
    Delivery refused = handled("a").refused("");
    Fired fired =
        of(
            two(
                List.of(handled("a"), handled("a").at(1, 2), refused.at(2, 1)),
                List.of(handled("a"), handled("a").refused("queue q").at(2, 1))));
    assertEquals(
        List.of(
            "not the same: event 1: 2 times handled on north; handled on south",
            "not the same: event 2: refused and lost on north; refused and kept on south"),
        fired.text());
    assertFalse(new Happening.Result(List.of(handled("a"), refused)).handled());
    assertTrue(new Happening.Result(List.of(handled("a").refused("queue q"))).handled());
  }

  @Test
  void tellsWhereNothingHappened() {
    Map<String, Optional<Happening.Result>> clouds = new LinkedHashMap<>();
    clouds.put("north", Optional.of(new Happening.Result(List.of(handled("a")))));
    clouds.put("south", Optional.empty());
    assertEquals(
        List.of("not the same: handled on north; not fired on south"), new Fired(clouds).text());
    assertEquals(List.of(), of(Map.of("north", List.of(handled("a")))).text(), "alone");
  }

  @Test
  void isInTheReportForMachines() throws Exception {
    Delivery refused = handled("a").refused("queue q").at(1, 2);
    Report report =
        new Report("fire", FakeProvider.OWNER, true, true, List.of())
            .withFired(of(Map.of("north", List.of(handled("a"), refused))));
    JsonNode json = new ObjectMapper().readTree(report.withLive(false).json());
    assertTrue(json.path("same").asBoolean());
    JsonNode second = json.path("deliveries").path(1);
    assertEquals("north a 1 2", words(second, "provider", "to", "event", "delivery"));
    assertEquals("refused 1 queue q", words(second, "outcome", "attempts", "deadLetter"));
    assertEquals("a: refused, and went to queue q", second.path("told").path(0).asText());
    assertTrue(json.path("deliveries").path(0).path("deadLetter").isNull());
  }

  private static String words(JsonNode row, String... names) {
    return String.join(" ", List.of(names).stream().map(each -> row.path(each).asText()).toList());
  }
}
