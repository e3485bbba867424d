package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no event is 400, which no sender repeats, and the function is not called. */
final class BadEventTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Recipient.typed());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> events() {
    return BadEvents.all().stream().map(bad -> Arguments.of(bad.get(0), bad.get(1), bad.get(2)));
  }

  @Test
  void thereAreAHundred() {
    assertTrue(BadEvents.all().size() >= 100, "only " + BadEvents.all().size());
    assertEquals(BadEvents.all().size(), Set.copyOf(BadEvents.all()).size(), "each is another one");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void isRefused(String name, String headers, String body) throws IOException {
    int before = Recipient.CALLS.get();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (RawCaller caller = server.caller()) {
      caller.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + headers);
      caller.send("content-length: " + bytes.length + "\r\n\r\n").send(bytes);
      RawAnswer answer = caller.answer();
      assertEquals(400, answer.status(), answer.text());
      assertEquals("application/problem+json", answer.field("content-type"));
      assertFalse(answer.text().contains("xception"), answer.text());
    }
    assertEquals(before, Recipient.CALLS.get(), "the function is not called");
  }
}
