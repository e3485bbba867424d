package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Failures over HTTP: the right status, problem JSON, nothing internal. */
public interface FailureContract extends AdapterUnderTest {

  @Test
  @DisplayName("whatever is thrown, Errors too, is 500 and leaks nothing")
  default void anyThrowable() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      for (String word :
          List.of(
              "runtime",
              "checked",
              "silent",
              "stack",
              "linkage",
              "assertion",
              "circle",
              "broken stream",
              "short stream",
              "long stream")) {
        assertProblem(running.http(post(word)), 500, "Internal Server Error", word);
      }
      assertEquals(204, running.http(post("null")).status(), "still serves");
    }
  }

  @Test
  @DisplayName("a response that cannot be sent is 500 and does not reach the wire")
  default void impossibleResponses() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      HttpResponse response = running.http(post("inject"));
      assertProblem(response, 500, "Internal Server Error", "inject");
      assertTrue(response.headers().all("set-cookie").isEmpty());
      assertProblem(running.http(post("status")), 500, "Internal Server Error", "status");
    }
  }

  @Test
  @DisplayName("a FunctionException is its status, code and message, without the cause")
  default void shownFailure() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      HttpResponse response = running.http(post("shown"));
      assertProblem(response, 422, "Unprocessable Content", "shown");
      assertTrue(text(response).contains("\"code\":\"too-small\""), text(response));
      assertTrue(text(response).contains("The amount is too small."), text(response));
    }
  }

  @Test
  @DisplayName("Retry is 503 with Retry-After, Reject is 400; neither shows its message")
  default void retryAndReject() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      HttpResponse retry = running.http(post("retry"));
      assertProblem(retry, 503, "Service Unavailable", "retry");
      assertEquals("7", retry.headers().get("retry-after"));
      assertProblem(running.http(post("reject")), 400, "Bad Request", "reject");
    }
  }

  @Test
  @DisplayName("a body that is not the JSON the function takes is 400, and it is not called")
  default void badJson() {
    List<byte[]> bodies = new ArrayList<>();
    for (String body :
        List.of(
            "",
            "{",
            "{\"name\":\"Ada\"",
            "{\"name\":\"Ada\"} x",
            "\uFEFF{\"name\":\"Ada\"}",
            "{\"name\":\"Ada\",\"name\":\"Eve\"}",
            "{\"name\":1}",
            "[]",
            "\"Ada\"",
            "{\"numbers\":[1.5]}",
            "{\"numbers\":[1e99999999]}",
            "{\"name\":\"\\ud800\"}",
            "{\"numbers\":" + "[".repeat(100_000) + "}",
            "{\"numbers\":[" + "9".repeat(100_000) + "]}")) {
      bodies.add(bytes(body));
    }
    bodies.add(new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'});
    try (AdapterHarness.Running running = start(Functions.Greet.class, Functions.Greet.INPUT)) {
      int before = Functions.Greet.CALLS.get();
      for (byte[] body : bodies) {
        HttpResponse response = running.http(HttpRequest.of("POST", "/").withBody(body));
        assertProblem(response, 400, "Bad Request", "body of " + body.length);
      }
      assertEquals(before, Functions.Greet.CALLS.get());
    }
  }

  @Test
  @DisplayName("a body that is no text is 400 where text is taken")
  default void badText() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      HttpRequest request = HttpRequest.of("POST", "/").withBody(new byte[] {(byte) 0xff});
      assertProblem(running.http(request), 400, "Bad Request", "no text");
    }
  }

  @Test
  @DisplayName("when the time is up the handler is interrupted and the answer is 504")
  default void deadline() throws InterruptedException {
    Functions.Slow.reset();
    try (AdapterHarness.Running running = start(Functions.Slow.class, "java.lang.String")) {
      HttpResponse response = running.http(post("patient"), Duration.ofMillis(200));
      assertProblem(response, 504, "Gateway Timeout", "deadline");
      assertTrue(Functions.Slow.interrupted.await(10, TimeUnit.SECONDS), "interrupted");
      assertEquals("quick", text(running.http(post("quick"))));
    }
  }

  @Test
  @DisplayName("a handler that ignores the interruption is answered for; its result is thrown away")
  default void stubbornHandler() throws InterruptedException {
    Functions.Slow.reset();
    try (AdapterHarness.Running running = start(Functions.Slow.class, "java.lang.String")) {
      HttpResponse response = running.http(post("stubborn"), Duration.ofMillis(200));
      assertEquals(504, response.status());
      assertTrue(Functions.Slow.interrupted.await(10, TimeUnit.SECONDS), "interrupted");
      for (int i = 0; i < 20; i++) {
        if (i == 10) {
          Functions.Slow.release.countDown();
        }
        assertEquals("quick", text(running.http(post("quick"))));
      }
    }
  }

  private static HttpRequest post(String word) {
    return HttpRequest.of("POST", "/").withBody(bytes(word));
  }

  private static void assertProblem(HttpResponse response, int status, String title, String what) {
    String body = text(response);
    assertEquals(status, response.status(), what + ": " + body);
    assertEquals("application/problem+json", response.headers().get("content-type"), what);
    String start = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status;
    assertTrue(body.startsWith(start + ",\"id\":\""), body);
    for (String internal :
        List.of(
            "hunter2",
            "jdbc",
            "xception",
            "OverflowError",
            "DefFoundError",
            "AssertionError",
            "dev.portolan",
            "java.",
            "\\tat ",
            "Ada")) {
      assertFalse(body.contains(internal), what + " leaks " + internal + ": " + body);
    }
  }
}
