package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** 80 callers at once, 100 000 requests: nobody sees anything of anybody else. */
final class IsolationTest {
  private static final int CALLERS = 80;
  private static final int REQUESTS = 1250;

  @Test
  void nothingLeaks() throws Exception {
    assertIsolated("platform");
  }

  @Test
  void nothingLeaksOnVirtualThreads() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21, "this JVM has no virtual threads");
    assertIsolated("virtual");
  }

  private static void assertIsolated(String threads) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (RunningServer server =
        RunningServer.start(Facts.function(), "PORTOLAN_THREADS", threads)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        results.add(callers.submit(() -> calls(server, caller)));
      }
      int leaks = 0;
      for (Future<Integer> result : results) {
        leaks += result.get();
      }
      assertEquals(0, leaks);
    } finally {
      callers.shutdownNow();
    }
  }

  private static int calls(RunningServer server, int number) throws IOException {
    int leaks = 0;
    try (RawCaller caller = server.caller()) {
      for (int i = 0; i < REQUESTS; i++) {
        String id = "caller-" + number + "-" + i;
        String trace = String.format("00-%032x-%016x-01", number + 1, i + 1);
        caller.send(
            "POST /?"
                + id
                + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: "
                + id
                + "\r\ntraceparent: "
                + trace
                + "\r\nContent-Length: "
                + id.length()
                + "\r\n\r\n"
                + id);
        String expected = id + " " + trace + " " + id + " " + id + " " + id + " false";
        leaks += caller.answer().text().equals(expected) ? 0 : 1;
      }
    }
    return leaks;
  }
}
