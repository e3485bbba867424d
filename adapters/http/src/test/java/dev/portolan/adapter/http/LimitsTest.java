package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** So many at once, so much at most, so long and no longer. */
final class LimitsTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String GET = "GET / HTTP/1.1\r\n" + HOST + "\r\n";
  private static final String QUICK = "GET /?quick HTTP/1.1\r\n" + HOST + "\r\n";

  @BeforeEach
  void reset() {
    Gate.reset();
  }

  @Test
  void oneMoreThanAllowedIsSentAwayAtOnce() throws Exception {
    try (RunningServer server = RunningServer.start(Gate.function(), "PORTOLAN_CONCURRENCY", "3");
        RawCaller fourth = server.caller()) {
      List<RawCaller> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        callers.add(server.caller().send(GET));
      }
      Gate.entered.acquire(3);
      RawAnswer refused = fourth.send(QUICK).answer();
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("retry-after"));
      assertEquals(200, fourth.send(probe("ready")).answer().status(), "probes are not counted");
      Gate.open.countDown();
      for (RawCaller caller : callers) {
        assertEquals("through", caller.answer().text());
        caller.close();
      }
      assertEquals(200, fourth.send(QUICK).answer().status(), "and on the same connection");
    }
  }

  @Test
  void aBodyOfTheLimitIsTakenAndOneByteMoreIsNot() throws IOException {
    for (String framing : List.of("Content-Length", "chunked")) {
      try (RunningServer server =
          RunningServer.start(Witness.function(), "PORTOLAN_BODY_LIMIT", "100000")) {
        for (int size : new int[] {99_999, 100_000, 100_001}) {
          try (RawCaller caller = server.caller()) {
            boolean chunked = framing.equals("chunked");
            caller.send("POST /echo HTTP/1.1\r\n" + HOST);
            caller.send(
                chunked
                    ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n"
                    : "Content-Length: " + size + "\r\n\r\n");
            caller.send(new byte[size]).send(chunked ? "\r\n0\r\n\r\n" : "");
            assertEquals(size > 100_000 ? 413 : 200, caller.answer().status(), framing + size);
          }
        }
      }
    }
  }

  @Test
  void aLongAnswerToSomeoneStillSendingIsNotLost() throws IOException {
    try (RunningServer server = RunningServer.start(Witness.function());
        RawCaller caller = server.caller()) {
      caller.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 200000000\r\n\r\n");
      caller.send(new byte[1 << 20]);
      assertEquals(413, caller.answer().status());
    }
  }

  @Test
  void announcedBytesTakeNoMemoryBeforeTheyCome() throws IOException {
    List<RawCaller> callers = new ArrayList<>();
    try (RunningServer server =
        RunningServer.start(
            Witness.function(),
            "PORTOLAN_BODY_LIMIT",
            "1000000000",
            "PORTOLAN_CONCURRENCY",
            "500")) {
      for (int i = 0; i < 200; i++) {
        callers.add(server.caller());
        callers
            .get(i)
            .send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 999999999\r\n\r\na");
      }
      try (RawCaller caller = server.caller()) {
        caller.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc");
        assertEquals("abc", caller.answer().text());
      }
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }

  @Test
  void memoryForBodiesIsSharedAndGivenBack() throws Exception {
    Memory memory = new Memory(100);
    memory.take(60);
    assertThrows(Refusal.class, () -> memory.take(41));
    memory.take(40);
    memory.give(60);
    memory.take(60);
  }

  @Test
  void whenTheTimeIsUpTheAnswerIs504AndNothingFollows() throws Exception {
    try (RunningServer server =
            RunningServer.start(Gate.function(), "PORTOLAN_TIMEOUT_MILLIS", "300");
        RawCaller caller = server.caller()) {
      RawAnswer answer =
          caller.send("GET /?stubborn HTTP/1.1\r\n" + HOST + "\r\n" + QUICK).answer();
      assertEquals(504, answer.status());
      assertEquals("close", answer.field("connection"));
      Gate.open.countDown();
      assertEquals(0, caller.rest().length, "no late bytes");
      try (RawCaller next = server.caller()) {
        assertEquals("through", next.send(QUICK).answer().text());
      }
    }
  }

  @Test
  void manyDeadlinesAreKeptEachByItsOwn() throws Exception {
    try (RunningServer server =
        RunningServer.start(Gate.function(), "PORTOLAN_TIMEOUT_MILLIS", "2000")) {
      List<RawCaller> callers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        callers.add(server.caller().send(i % 2 == 0 ? GET : QUICK));
      }
      for (int i = 0; i < 40; i++) {
        assertEquals(i % 2 == 0 ? 504 : 200, callers.get(i).answer().status(), "caller " + i);
        callers.get(i).close();
      }
    }
  }

  @Test
  void aCallerThatDoesNotTakeItsAnswerIsHungUpOn() throws Exception {
    try (RunningServer server =
            RunningServer.start(Large.function(), "PORTOLAN_TIMEOUT_MILLIS", "2000");
        RawCaller deaf = server.caller();
        RawCaller other = server.caller()) {
      deaf.send("GET /?64 HTTP/1.1\r\n" + HOST + "\r\n");
      assertEquals(
          1 << 20, other.send("GET /?1 HTTP/1.1\r\n" + HOST + "\r\n").answer().body().length);
      while (server.server().open() > 1) {
        Thread.onSpinWait();
      }
      assertTrue(deaf.restBeforeReset() < 64 << 20, "not all of it");
    }
  }

  @Test
  void aLargeAnswerArrivesWhole() throws Exception {
    try (RunningServer server = RunningServer.start(Large.function());
        RawCaller caller = server.caller()) {
      byte[] body = caller.send("GET /?64 HTTP/1.1\r\n" + HOST + "\r\n").answer().body();
      assertEquals(64 << 20, body.length);
      for (int i = 0; i < body.length; i += 4093) {
        assertEquals((byte) (i * 31 + (i >> 8)), body[i]);
      }
    }
  }

  @Test
  void aBodyThatDoesNotComeIs408() throws IOException {
    try (RunningServer server =
            RunningServer.start(Witness.function(), "PORTOLAN_TIMEOUT_MILLIS", "300");
        RawCaller caller = server.caller()) {
      caller.send("POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\na");
      assertEquals(408, caller.answer().status());
    }
  }

  @Test
  void probesAreAnsweredWithoutTheFunction() throws IOException {
    int before = Witness.CALLS.get();
    try (RunningServer server = RunningServer.start(Witness.function());
        RawCaller caller = server.caller()) {
      RawAnswer ready = caller.send(probe("ready")).answer();
      assertEquals("{\"$portolan\":\"ready\",\"function\":\"under-test\"}", ready.text());
      assertEquals(200, caller.send(probe("live")).answer().status());
      assertEquals(404, caller.send(probe("else")).answer().status());
      assertEquals(404, caller.send(probe("invoke")).answer().status());
      String post = probe("invoke").replace("GET", "POST");
      assertEquals(404, caller.send(post).answer().status(), "off unless asked for");
      assertEquals(405, caller.send(probe("ready").replace("GET", "POST")).answer().status());
    }
    assertEquals(before, Witness.CALLS.get());
  }

  @Test
  void aRouteUnderTheServersOwnPathIsRefused() {
    String own = "/.well-known/portolan/";
    for (String path :
        List.of(own + "ready", own + "{x}", own + "status", own + "{x}/y", own + "a/b", own)) {
      RuntimeException failure =
          assertThrows(
              RuntimeException.class,
              () -> RunningServer.start(Witness.function().withRoute(path, "GET")).close());
      assertTrue(failure.getMessage().contains("another route"), failure.getMessage());
    }
    RunningServer.start(Witness.function().withRoute("/{a}/{b}/{c}", "GET")).close();
    for (String path : List.of("/.well-known/{x}", "/.well-known/portolan", "/{a}/{b}/status")) {
      RunningServer.start(Witness.function().withRoute(path, "GET")).close();
    }
  }

  private static String probe(String name) {
    return "GET /.well-known/portolan/" + name + " HTTP/1.1\r\n" + HOST + "\r\n";
  }
}
