package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.AdapterUnderTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invocations without HTTP: a document in, a document out. */
public interface DirectContract extends AdapterUnderTest {

  @Test
  @DisplayName("a typed function takes a document and answers one")
  default void typedDocument() throws Exception {
    try (AdapterHarness.Running running = start(Functions.Greet.class, Functions.Greet.INPUT)) {
      assertEquals(
          "{\"greeting\":\"Hello, Ada!\",\"sum\":3}",
          text(running.direct(bytes("{\"name\":\"Ada\",\"numbers\":[1,2],\"more\":{}}"))));
    }
  }

  @Test
  @DisplayName("text, bytes and nothing are documents too")
  default void plainDocuments() throws Exception {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      assertEquals("\"grüße\"", text(running.direct(bytes("\"text\""))));
      assertEquals("\"AP8=\"", text(running.direct(bytes("\"bytes\""))));
      assertEquals("null", text(running.direct(bytes("\"null\""))));
      assertEquals(
          "{\"status\":200,\"headers\":[],\"body\":\"YWI=\"}",
          text(running.direct(bytes("\"stream\""))),
          "a streamed body is collected");
    }
  }

  @Test
  @DisplayName("a failed invocation tells its id and nothing of what happened")
  default void failuresTellNothing() {
    try (AdapterHarness.Running running = start(Functions.Obey.class, "java.lang.String")) {
      for (String word : List.of("runtime", "checked", "stack", "linkage", "retry", "reject")) {
        assertTellsNothing(fails(running, "\"" + word + "\""));
      }
    }
  }

  @Test
  @DisplayName("a document that the function does not take is refused, and it is not called")
  default void badDocuments() {
    try (AdapterHarness.Running running = start(Functions.Greet.class, Functions.Greet.INPUT)) {
      int before = Functions.Greet.CALLS.get();
      for (String document : List.of("{", "", "[]", "1", "{\"name\":1}", "{\"name\":\"a\"}x")) {
        assertTellsNothing(fails(running, document));
      }
      assertEquals(before, Functions.Greet.CALLS.get());
    }
  }

  @Test
  @DisplayName("an event of the platform that is not understood is refused, and nothing is called")
  default void foreignEvents() {
    List<byte[]> payloads = harness().foreignPayloads();
    assertFalse(payloads.isEmpty());
    try (AdapterHarness.Running running = start(Functions.Greet.class, Functions.Greet.INPUT)) {
      int before = Functions.Greet.CALLS.get();
      for (byte[] payload : payloads) {
        assertTellsNothing(fails(running, text(payload)));
      }
      assertEquals(before, Functions.Greet.CALLS.get());
    }
  }

  @Test
  @DisplayName("when the time is up the invocation fails")
  default void directDeadline() {
    Functions.Slow.reset();
    try (AdapterHarness.Running running = start(Functions.Slow.class, "java.lang.String")) {
      AdapterHarness.DirectFailure failure =
          assertThrows(
              AdapterHarness.DirectFailure.class,
              () -> running.direct(bytes("\"patient\""), Duration.ofMillis(200)));
      assertTellsNothing(failure.told());
    }
  }

  private static String text(byte[] document) {
    return new String(document, StandardCharsets.UTF_8);
  }

  private static String fails(AdapterHarness.Running running, String document) {
    return assertThrows(
            AdapterHarness.DirectFailure.class, () -> running.direct(bytes(document)), document)
        .told();
  }

  private static void assertTellsNothing(String told) {
    for (String internal :
        List.of(
            "hunter2", "jdbc", "NullPointer", "IllegalState", "StackOverflow", "\tat ", "java.")) {
      assertFalse(told.contains(internal), told);
    }
  }
}
