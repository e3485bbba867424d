package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no request gets one answer, exactly, and the connection ends with it. */
final class BadRequestTest {
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Witness.function(), "PORTOLAN_BODY_LIMIT", "65536");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<BadRequest> requests() {
    return Stream.of(
            BadRequest.firstLines(),
            BadRequest.headers(),
            BadFraming.lengths(),
            BadFraming.smuggling(),
            BadFraming.chunks())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void isRefused(BadRequest request) throws IOException {
    int before = Witness.CALLS.get();
    try (RawCaller caller = server.caller()) {
      RawAnswer answer = caller.send(request.bytes()).answer();
      assertEquals(request.status(), answer.status(), answer.text());
      assertEquals("application/problem+json", answer.field("content-type"));
      assertNull(answer.field("server"));
      assertTrue(answer.text().contains("\"status\":" + request.status()), answer.text());
      assertFalse(answer.text().contains("xception"), answer.text());
      if (!keepsConnection(request)) {
        assertEquals("close", answer.field("connection"));
        caller.end();
        assertEquals(0, caller.rest().length, "nothing after the refusal");
      }
    }
    assertEquals(before, Witness.CALLS.get(), "the function is not called");
  }

  @Test
  void asManyCasesAreHeldAsWerePromised() {
    Set<String> all = new HashSet<>();
    requests()
        .forEach(request -> assertTrue(all.add(request.bytes()), request.name() + " came twice"));
    assertTrue(all.size() >= 250, "only " + all.size() + " bad requests are left");
  }

  /** A request whose end is beyond doubt does not cost its sender the connection. */
  private static boolean keepsConnection(BadRequest request) {
    return request.name().startsWith("target /") && request.bytes().contains("%");
  }
}
