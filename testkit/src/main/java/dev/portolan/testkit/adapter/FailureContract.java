package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Handlers that do not answer in time; what else can fail stands in {@link HttpCases}. */
public interface FailureContract extends AdapterUnderTest {

  @Test
  @DisplayName("when the time is up the handler is interrupted and the answer is 504")
  default void deadline() throws InterruptedException {
    Functions.Slow.reset();
    try (AdapterHarness.Running running = start(Functions.Slow.class, "java.lang.String")) {
      HttpResponse response = running.http(post("patient"), Duration.ofMillis(200));
      Expected.problem(504, "Gateway Timeout").header("vary", "accept").check(response);
      assertTrue(Functions.Slow.interrupted.await(10, TimeUnit.SECONDS), "interrupted");
      assertEquals("quick", text(running.http(post("quick"))));
      HttpRequest plain = post("patient").withHeader("accept", "text/plain");
      Expected.status(504)
          .starts("504 Gateway Timeout\nid: ")
          .check(running.http(plain, Duration.ofMillis(200)));
    }
  }

  @Test
  @DisplayName(
      "a handler that ignores the interruption is answered for; nothing of its own is sent")
  default void stubbornHandler() throws InterruptedException {
    for (String word : List.of("stubborn", "stubborn stream")) {
      Functions.Slow.reset();
      try (AdapterHarness.Running running = start(Functions.Slow.class, "java.lang.String");
          AdapterHarness.Caller caller = running.connect("caller", Duration.ofMillis(200))) {
        Expected.problem(504, "Gateway Timeout").check(caller.http(post(word)));
        assertTrue(Functions.Slow.interrupted.await(10, TimeUnit.SECONDS), "interrupted");
        for (int i = 0; i < 20; i++) {
          if (i == 10) {
            Functions.Slow.release.countDown();
            assertTrue(Functions.Slow.ended.await(10, TimeUnit.SECONDS), "ended");
            // Waits for the end of the connection that the handler may still have held.
            assertEquals("quick", text(caller.http(post("quick"))));
          }
          assertEquals("quick", text(running.http(post("quick"))));
        }
      }
    }
  }

  private static HttpRequest post(String word) {
    return HttpRequest.of("POST", "/").withBody(bytes(word));
  }
}
