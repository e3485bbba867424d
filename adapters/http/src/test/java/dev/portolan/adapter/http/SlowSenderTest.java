package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A place among those that run is for requests that are there, not for those still coming. */
final class SlowSenderTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String EXPECTING =
      "POST /?quick HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  private static final String QUICK = "GET /?quick HTTP/1.1\r\n" + HOST + "\r\n";

  @BeforeEach
  void reset() {
    Gate.reset();
  }

  @Test
  void slowSendersTakeNoPlaces() throws IOException {
    List<RawCaller> senders = new ArrayList<>();
    try (RunningServer server = RunningServer.start(Gate.function(), "PORTOLAN_CONCURRENCY", "2");
        RawCaller caller = server.caller()) {
      for (int i = 0; i < 20; i++) {
        RawCaller sender = server.caller();
        assertEquals(100, sender.send(EXPECTING).answer().status(), "its body is waited for");
        senders.add(sender.send("a"));
      }
      assertEquals("through", caller.send(QUICK).answer().text());
      for (RawCaller sender : senders) {
        assertEquals("through", sender.send("bc").answer().text());
        sender.close();
      }
    }
  }

  @Test
  void whoeverIsRefusedAfterItsBodyKeepsItsConnection() throws Exception {
    try (RunningServer server = RunningServer.start(Gate.function(), "PORTOLAN_CONCURRENCY", "1");
        RawCaller first = server.caller();
        RawCaller second = server.caller()) {
      first.send("GET / HTTP/1.1\r\n" + HOST + "\r\n");
      Gate.entered.acquire();
      String post = "POST /?quick HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc";
      RawAnswer refused = second.send(post).answer();
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("retry-after"));
      assertEquals(null, refused.field("connection"));
      Gate.open.countDown();
      assertEquals("through", first.answer().text());
      assertEquals("through", second.send(post).answer().text(), "the same connection");
    }
  }

  @Test
  void whoeverAsksBeforeItSendsIsRefusedBeforeItSends() throws Exception {
    try (RunningServer server = RunningServer.start(Gate.function(), "PORTOLAN_CONCURRENCY", "1");
        RawCaller first = server.caller();
        RawCaller second = server.caller()) {
      first.send("GET / HTTP/1.1\r\n" + HOST + "\r\n");
      Gate.entered.acquire();
      RawAnswer refused = second.send(EXPECTING).answer();
      assertEquals(503, refused.status(), "not 100");
      assertEquals("1", refused.field("retry-after"));
      assertEquals("close", refused.field("connection"), "a body may be on its way");
      Gate.open.countDown();
    }
  }
}
