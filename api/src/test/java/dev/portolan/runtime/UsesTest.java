package dev.portolan.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.PortableFunction;
import dev.portolan.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function sends, reads and stores by itself. */
final class UsesTest {
  private static final String DECLARED =
      "[{\"type\":\"send\",\"queue\":\"to-pack\"},{\"type\":\"read\",\"bucket\":\"photos\"},"
          + "{\"type\":\"write\",\"bucket\":\"thumbs\"}]";
  private static final Map<String, String> PLACES =
      Map.of(
          "PORTOLAN_USE_QUEUE_TO_PACK", "q",
          "PORTOLAN_USE_BUCKET_PHOTOS", "p",
          "PORTOLAN_USE_BUCKET_THUMBS", "t");

  private final FakeOutbound outbound = new FakeOutbound();
  private final FakeCall call =
      new FakeCall() {
        @Override
        public Outbound outbound() {
          return outbound;
        }
      };

  /** What a handler does with its context. */
  interface Doing {
    void with(Context context) throws IOException;
  }

  /** Hands its context to whoever tests. */
  public static final class Lends implements PortableFunction<HttpRequest, Void> {
    static final ThreadLocal<Consumer<Context>> TO = new ThreadLocal<>();

    @Override
    public Void handle(HttpRequest input, Context context) {
      TO.get().accept(context);
      return null;
    }
  }

  private void context(Map<String, String> places, FakeCall call, Doing doing) {
    Invoker invoker = Described.invoker(Lends.class, HttpRequest.class.getName(), DECLARED, places);
    Throwable[] failed = {new AssertionError("the handler was not called")};
    Lends.TO.set(
        context -> {
          failed[0] = null;
          try {
            doing.with(context);
          } catch (IOException | RuntimeException | AssertionError thrown) {
            failed[0] = thrown;
          }
        });
    invoker.httpHere(HttpRequest.of("GET", "/"), true, call);
    if (failed[0] instanceof RuntimeException thrown) {
      throw thrown;
    } else if (failed[0] != null) {
      throw new AssertionError(failed[0]);
    }
  }

  private void context(Doing doing) {
    context(PLACES, call, doing);
  }

  private OutboundMessage sent(Object message) {
    String[] id = {null};
    context(context -> id[0] = context.queue("to-pack").send(message));
    assertEquals(id[0], outbound.sent.get(0).id());
    return outbound.sent.get(0);
  }

  @Test
  void whatIsSentIsAnEventOfTheFunction() {
    OutboundMessage message = sent(Map.of("id", 7));
    assertEquals("application/json", message.contentType());
    assertEquals("{\"id\":7}", new String(message.data(), UTF_8));
    assertEquals("1.0", message.attributes().get("specversion"));
    assertEquals("/portolan/f", message.attributes().get("source"));
    assertEquals("dev.portolan.message", message.attributes().get("type"));
    assertTrue(message.attributes().get("traceparent").startsWith("00-"));
    assertTrue(Instant.parse(message.attributes().get("time")).isAfter(Instant.EPOCH));
  }

  @Test
  void textsAndBytesGoAsTheyAre() {
    OutboundMessage text = sent("grün");
    assertEquals("text/plain; charset=utf-8", text.contentType());
    assertEquals("grün", new String(text.data(), UTF_8));
    outbound.sent.clear();
    OutboundMessage bytes = sent(new byte[] {1, 2});
    assertEquals("application/octet-stream", bytes.contentType());
    assertArrayEquals(new byte[] {1, 2}, bytes.data());
  }

  @Test
  void anEventKeepsWhatItSaysExceptTheTrace() {
    OutboundMessage message =
        sent(
            event(
                "text/csv; charset=iso-8859-1", Map.of("partitionkey", "k", "traceparent", "old")));
    assertEquals("e-1", message.id());
    assertEquals("/shop", message.attributes().get("source"));
    assertEquals("ordered", message.attributes().get("type"));
    assertEquals("order/7", message.attributes().get("subject"));
    assertEquals("2026-11-26T10:00:00Z", message.attributes().get("time"));
    assertEquals("k", message.partitionKey());
    assertTrue(message.attributes().get("traceparent").startsWith("00-"));
    assertEquals("text/csv; charset=utf-8", message.contentType());
    assertEquals("a;b", new String(message.data(), UTF_8));
  }

  @Test
  void aTextOfWhichTheEventSaysThatItIsJsonIsJson() {
    OutboundMessage message = sent(event("application/json", Map.of()));
    assertEquals("\"a;b\"", new String(message.data(), UTF_8));
    assertEquals("application/json", message.contentType());
  }

  private static Event<String> event(String mediaType, Map<String, String> extensions) {
    return new Event<>(
        Event.Kind.CUSTOM,
        "e-1",
        "/shop",
        "ordered",
        Optional.of("order/7"),
        Optional.of(Instant.parse("2026-11-26T10:00:00Z")),
        mediaType,
        extensions,
        "a;b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "data", "datacontenttype", "Upper", "with-dash", ""})
  void anExtensionIsNoOtherAttribute(String name) {
    assertThrows(
        IllegalArgumentException.class, () -> sent(event("text/plain", Map.of(name, "x"))));
    assertEquals(List.of(), outbound.sent);
  }

  @Test
  void noAttributeHasALineBreak() {
    assertThrows(
        IllegalArgumentException.class,
        () -> sent(event("text/plain", Map.of("partitionkey", "a\r\nb: c"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> sent(event("text/plain", Map.of("partitionkey", "a\ud83d"))));
    assertEquals(
        "\ud83d\ude00",
        sent(event("text/plain", Map.of("k", "\ud83d\ude00"))).attributes().get("k"));
    outbound.sent.clear();
    assertThrows(IllegalArgumentException.class, () -> sent(event("text/pl\nain", Map.of())));
    assertThrows(IllegalArgumentException.class, () -> sent(null));
    assertEquals(List.of(), outbound.sent);
  }

  @Test
  void objectsAreStoredReadAndRemoved() {
    outbound.objects.put("p/a/1.png", new byte[] {1, 2, 3});
    context(
        context -> {
          try (StoredObject photo = context.bucket("photos").get("a/1.png").orElseThrow()) {
            assertArrayEquals(new byte[] {1, 2, 3}, photo.bytes(3));
          }
          try (StoredObject photo = context.bucket("photos").get("a/1.png").orElseThrow()) {
            assertThrows(IOException.class, () -> photo.bytes(2));
          }
          assertTrue(context.bucket("photos").get("other").isEmpty());
          context.bucket("thumbs").put("a/1.png", new byte[] {9}, "image/png");
        });
    assertArrayEquals(new byte[] {9}, outbound.objects.get("t/a/1.png"));
    context(context -> context.bucket("thumbs").delete("a/1.png"));
    assertEquals(1, outbound.objects.size());
  }

  @Test
  void whatIsNotDeclaredIsRefusedWithTheAnnotationThatDoes() {
    assertTells("@SendsTo(\"other\")", context -> context.queue("other"));
    assertTells("@ReadsFrom(\"x\") or @WritesTo(\"x\")", context -> context.bucket("x"));
    assertTells("@ReadsFrom(\"thumbs\")", context -> context.bucket("thumbs").get("a"));
    assertTells(
        "@WritesTo(\"photos\")",
        context -> context.bucket("photos").put("a", new byte[0], "image/png"));
    assertTells("@WritesTo(\"photos\")", context -> context.bucket("photos").delete("a"));
  }

  private void assertTells(String annotation, Doing doing) {
    String told = assertThrows(IllegalArgumentException.class, () -> context(doing)).getMessage();
    assertTrue(told.contains(annotation), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "a/../b",
        "./a",
        "a/..",
        "a\\b",
        "..\\scans\\secret",
        "a\nb",
        "a\u0000",
        "a\ud83d",
        "\ude00b"
      })
  void aKeyLeadsNowhereElse(String key) {
    assertThrows(
        IllegalArgumentException.class,
        () -> context(context -> context.bucket("photos").get(key)));
    assertThrows(
        IllegalArgumentException.class,
        () -> context(context -> context.bucket("thumbs").delete(key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "image/png\r\nx: y", "bild/größe"})
  void aMediaTypeIsAHeaderAndNoMore(String type) {
    assertThrows(
        IllegalArgumentException.class,
        () -> context(context -> context.bucket("thumbs").put("a", new byte[0], type)));
  }

  @Test
  void aKeyOfTooManyBytesIsRefused() {
    context(context -> assertTrue(context.bucket("photos").get("ü".repeat(512)).isEmpty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> context(context -> context.bucket("photos").get("ü".repeat(513))));
  }

  @Test
  void aPlaceThatTheDeploymentDidNotTellIsNamed() {
    String told =
        assertThrows(
                IllegalStateException.class,
                () -> context(Map.of(), call, context -> context.queue("to-pack")))
            .getMessage();
    assertTrue(told.startsWith("PORTOLAN_USE_QUEUE_TO_PACK is not set"), told);
  }

  @Test
  void aPlatformWithoutQueuesSaysSo() {
    assertThrows(
        IllegalStateException.class,
        () -> context(PLACES, new FakeCall(), context -> context.queue("to-pack").send("x")));
  }

  @Test
  void whenTheTimeIsUpNothingIsCalled() {
    FakeCall late =
        new FakeCall() {
          @Override
          public long remainingMillis() {
            return 0;
          }

          @Override
          public Outbound outbound() {
            return outbound;
          }
        };
    context(
        PLACES,
        late,
        context -> assertThrows(IOException.class, () -> context.queue("to-pack").send("x")));
    assertEquals(List.of(), outbound.sent);
  }
}
