package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static dev.portolan.testkit.adapter.AdapterUnderTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Trace;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of a function object, and what each invocation knows. */
public interface LifeContract extends AdapterUnderTest {

  @Test
  @DisplayName("the function is created and started once, before the first of many invocations")
  default void oneObject() {
    int constructed = Functions.Counted.CONSTRUCTED.get();
    int started = Functions.Counted.STARTED.get();
    try (AdapterHarness.Running running = start(Functions.Counted.class, "java.lang.Void")) {
      assertEquals(started + 1, Functions.Counted.STARTED.get());
      for (int i = 0; i < 100; i++) {
        assertEquals("ready", text(running.http(HttpRequest.of("GET", "/"))));
      }
    }
    assertEquals(constructed + 1, Functions.Counted.CONSTRUCTED.get());
    assertEquals(started + 1, Functions.Counted.STARTED.get());
  }

  @Test
  @DisplayName("a secret is what the platform keeps, and of any other variable there is none")
  default void secrets() {
    FunctionUnderTest function =
        FunctionUnderTest.of(Functions.Telling.class, "dev.portolan.HttpRequest")
            .withVariable("MODE", "fast");
    Map<String, String> kept = Map.of("DB_PASSWORD", "gr\u00fc\u00dfe", "OTHER", "1234");
    try (AdapterHarness.Running running =
        harness().start(function.variables(), kept, function.loader())) {
      for (String name : List.of("DB_PASSWORD", "OTHER", "DB_PASSWORD")) {
        HttpResponse told = running.http(HttpRequest.of("GET", "/?secret=" + name));
        assertEquals(kept.get(name), text(told));
      }
      assertEquals(
          "environment variable MODE holds no reference to a secret:"
              + " declare it as secret://name or secret://name#version",
          text(running.http(HttpRequest.of("GET", "/?secret=MODE"))));
    }
  }

  @Test
  @DisplayName("the deployer's probe is answered without calling the function")
  default void probe() throws Exception {
    try (AdapterHarness.Running running = start(Functions.Counted.class, "java.lang.Void")) {
      int handled = Functions.Counted.HANDLED.get();
      byte[] answer = running.direct(bytes("{\"$portolan\":\"probe\"}"));
      assertEquals(
          "{\"$portolan\":\"ready\",\"function\":\"under-test\"}",
          new String(answer, StandardCharsets.UTF_8));
      assertEquals(handled, Functions.Counted.HANDLED.get());
    }
  }

  @Test
  @DisplayName("a function that cannot start does not, and one line says why")
  default void cannotStart() {
    assertStartFails(
        FunctionUnderTest.of(Functions.Lame.class, "java.lang.Void"), "failed to start");
    FunctionUnderTest echo = FunctionUnderTest.of(Functions.Echo.class, "dev.portolan.HttpRequest");
    assertStartFails(
        echo.withVariable("PORTOLAN_FUNCTION", "other"), "no function \"other\"", "[under-test]");
    assertStartFails(
        FunctionUnderTest.of(Functions.Echo.class, "com.acme.Gone"), "com.acme.Gone", "not there");
  }

  private void assertStartFails(FunctionUnderTest function, String... said) {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> harness().start(function).close());
    for (String words : said) {
      assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
  }

  @Test
  @DisplayName("the context knows id, name, deadline, attempt, trace and the platform's own object")
  default void context() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    try (AdapterHarness.Running running = start(Functions.Tell.class, "java.lang.String")) {
      HttpRequest request = HttpRequest.of("POST", "/").withHeader("traceparent", trace);
      Map<?, ?> facts = facts(running, request, Duration.ofSeconds(20));
      assertFalse(((String) facts.get("id")).isEmpty());
      assertEquals("under-test", facts.get("name"));
      assertEquals(true, facts.get("ahead"));
      long remaining = (Long) facts.get("remainingMillis");
      assertTrue(remaining > 0 && remaining <= 20_000, "remaining " + remaining);
      assertEquals(1L, facts.get("attempt"));
      String told = (String) facts.get("traceparent");
      assertTrue(Trace.isValid(told), told);
      int same = harness().addsSpans() ? "00-".length() + 32 : trace.length();
      assertEquals(trace.substring(0, same), told.substring(0, same));
      assertEquals(false, facts.get("caller"));
      assertEquals(true, facts.get("wrapped"));
      HttpRequest untraced = HttpRequest.of("POST", "/").withHeader("traceparent", "00-bad");
      String begun = (String) facts(running, untraced, Duration.ofSeconds(9)).get("traceparent");
      assertTrue(Trace.isValid(begun), begun);
    }
  }

  private static Map<?, ?> facts(
      AdapterHarness.Running running, HttpRequest request, Duration timeLeft) {
    return (Map<?, ?>) JsonReader.read(running.http(request, timeLeft).body());
  }
}
