package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is sent away costs those who come after nothing. */
final class CrowdTest {

  @Test
  void aCallerThatResetItsConnectionIsNoFailureOfTheListener() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Socket caller = new Socket(listener.getInetAddress(), listener.getLocalPort());
      Socket accepted = listener.accept();
      caller.setSoLinger(true, 0);
      caller.close();
      assertDoesNotThrow(() -> Crowd.refuse(accepted));
      assertTrue(accepted.isClosed());
    }
  }

  @Test
  void oneConnectionTooManyIsToldToComeAgain() throws IOException {
    List<RawCaller> callers = new ArrayList<>();
    try (RunningServer server = RunningServer.start(Witness.function())) {
      while (server.server().open() < 512) {
        callers.add(server.caller());
        while (server.server().open() < callers.size()) {
          Thread.onSpinWait();
        }
      }
      for (int i = 0; i < 20; i++) {
        new RawCaller(server.port()).reset();
      }
      try (RawCaller late = server.caller()) {
        RawAnswer refused = late.answer();
        assertEquals(503, refused.status());
        assertEquals("1", refused.field("retry-after"));
        assertEquals("close", refused.field("connection"));
      }
      callers.remove(0).close();
      while (server.server().open() == 512) {
        Thread.onSpinWait();
      }
      try (RawCaller next = server.caller()) {
        next.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(200, next.answer().status());
      }
    } finally {
      for (RawCaller caller : callers) {
        caller.close();
      }
    }
  }
}
