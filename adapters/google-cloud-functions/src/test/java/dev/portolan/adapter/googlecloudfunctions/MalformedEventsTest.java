package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is no event does not reach the function, and no service of Google sends it again: it takes
 * 204 for an acknowledgement. Whoever else sent it is told.
 */
final class MalformedEventsTest {
  private static InvokerServer server;

  @BeforeAll
  static void start() {
    Described taker = Described.taker(Described.RETURNS, Described.SCHEDULE);
    server = InvokerServer.start(taker.entryPoint());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<MalformedEvents.Bad> events() {
    return MalformedEvents.all();
  }

  @Test
  void thereAreManyOfThem() {
    assertTrue(events().size() >= 150, "only " + events().size());
    assertEquals(
        events().size(), events().stream().map(MalformedEvents.Bad::name).distinct().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void isRefused(MalformedEvents.Bad bad) {
    int before = Taker.TAKEN.size();
    HttpResponse response = server.send(bad.request());
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(before, Taker.TAKEN.size(), "the function is not called");
    assertEquals(bad.status(), response.status(), text);
    assertFalse(text.contains("xception"), text);
  }
}
