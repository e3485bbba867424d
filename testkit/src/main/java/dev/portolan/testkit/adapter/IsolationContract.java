package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * 80 callers at once, and nobody sees anything of anybody else.
 *
 * <p>There are 100 000 requests in all with {@code -Pnightly}; else as many as the harness
 * {@linkplain AdapterHarness#crowd() says it can do} in some five seconds on two processors.
 */
public interface IsolationContract extends AdapterUnderTest {
  /** How many call at once: as many requests as a platform sends one instance at most, or more. */
  int CALLERS = 80;

  /** How many requests there are in a long run. */
  int REQUESTS = 100_000;

  @Test
  @DisplayName("80 callers at once: id, trace, identity, headers, query, body are each one's own")
  default void isolation() throws Exception {
    int all = Boolean.getBoolean("surefire.nightly") ? REQUESTS : harness().crowd();
    Set<String> ids = ConcurrentHashMap.newKeySet();
    List<String> leaks = new ArrayList<>();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (AdapterHarness.Running running = start(Facts.class)) {
      List<Future<List<String>>> results = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int number = i;
        results.add(callers.submit(() -> leaks(running, number, all / CALLERS, ids)));
      }
      for (Future<List<String>> result : results) {
        leaks.addAll(result.get());
      }
    } finally {
      callers.shutdownNow();
    }
    assertEquals(List.of(), leaks);
    assertEquals(all / CALLERS * CALLERS, ids.size(), "each invocation has an id of its own");
  }

  private List<String> leaks(
      AdapterHarness.Running running, int number, int requests, Set<String> ids) {
    List<String> leaks = new ArrayList<>();
    String name = "caller-" + number;
    try (AdapterHarness.Caller caller = running.connect(name)) {
      for (int i = 0; i < requests; i++) {
        String mine = name + "-" + i;
        String trace = String.format("%032x", number * 1_000_000L + i + 1);
        HttpRequest request =
            HttpRequest.of("POST", "/", "of=" + mine)
                .withHeader("content-type", "text/plain")
                .withHeader("x-sent", mine)
                .withHeader("cookie", "of=" + mine)
                .withHeader("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .withBody(bytes(mine));
        String told = text(caller.http(request));
        String who = harness().identifies() ? name : "nobody";
        String expected = Facts.of(trace, who, mine);
        int end = told.indexOf(' ');
        if (end < 1 || !told.substring(end + 1).equals(expected)) {
          leaks.add(told + " is not " + expected);
        } else if (!ids.add(told.substring(0, end))) {
          leaks.add(told + " has the id of another");
        }
      }
    }
    return leaks;
  }
}
