package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** What is a request, and bad all the same: the exact answer, and the connection goes on. */
final class BadInputTest {
  private static RunningServer typed;
  private static RunningServer plain;

  @BeforeAll
  static void start() {
    typed = RunningServer.start(Ordering.function());
    plain = RunningServer.start(Witness.function());
  }

  @AfterAll
  static void stop() {
    typed.close();
    plain.close();
  }

  static Stream<BadRequest> documents() {
    return Stream.of(BadDocuments.refused(), BadDocuments.taken()).flatMap(List::stream);
  }

  static Stream<BadRequest> paths() {
    return Stream.of(BadPaths.elsewhere(), BadPaths.misleading()).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documentsAreWhatIsTakenOrRefused(BadRequest request) throws IOException {
    int before = Ordering.CALLS.get();
    try (RawCaller caller = typed.caller()) {
      RawAnswer answer = assertAnswer(request, caller);
      assertEquals(before + (request.status() == 200 ? 1 : 0), Ordering.CALLS.get());
      if (request.status() == 200) {
        assertEquals("{\"id\":\"o\",\"amount\":1}", answer.text());
      }
      assertAnswer(request, caller);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paths")
  void pathsLeadToTheFunctionOrNowhere(BadRequest request) throws IOException {
    int before = Witness.CALLS.get();
    try (RawCaller caller = plain.caller()) {
      assertAnswer(request, caller);
      assertEquals(before + (request.status() == 200 ? 1 : 0), Witness.CALLS.get());
      assertAnswer(request, caller);
    }
  }

  private static RawAnswer assertAnswer(BadRequest request, RawCaller caller) throws IOException {
    RawAnswer answer = caller.send(request.bytes()).answer();
    assertEquals(request.status(), answer.status(), answer.text());
    assertEquals(null, answer.field("connection"));
    if (request.status() != 200) {
      assertEquals("application/problem+json", answer.field("content-type"));
      for (String internal : List.of("xception", "dev.portolan", "java.", "\\tat ", "passwd")) {
        assertFalse(answer.text().contains(internal), answer.text());
      }
    }
    return answer;
  }

  @Test
  void asManyCasesAreHeldAsWerePromised() {
    Set<String> all = new HashSet<>();
    Stream.of(BadRequestTest.requests(), documents(), paths())
        .flatMap(cases -> cases)
        .forEach(request -> assertTrue(all.add(request.bytes()), request.name() + " came twice"));
    BadEvents.all()
        .forEach(event -> assertTrue(all.add(event.get(1) + "\r\n" + event.get(2)), event.get(0)));
    assertTrue(all.size() >= 500, "only " + all.size() + " bad inputs are left");
  }
}
