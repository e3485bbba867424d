package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.StoredObject;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a function sends, reads and stores by itself: what was sent comes back as the same event
 * through the adapter's own reading, and a bucket gives back what was stored.
 *
 * <p>A test in the adapter's package implements it, and says in {@link #openPlatform} how its
 * {@link Outbound} reaches an embedded cloud; a platform without buckets, or without queues, has no
 * place for one, and is not asked about it.
 */
public interface OutboundContract {
  /** A new embedded cloud with an empty queue and an empty bucket. */
  Platform openPlatform() throws Exception;

  /** One embedded cloud, as a function that runs there sees it. */
  interface Platform extends AutoCloseable {
    /** The adapter's own, with such a place and such credentials as the deployer gives it. */
    Outbound outbound();

    /** The place of the queue; {@code null} if the adapter sends nothing. */
    String queue();

    /** The place of the bucket; {@code null} if the adapter stores nothing. */
    String bucket();

    /** The place of a bucket that is not there. */
    String missingBucket();

    /**
     * Starts this function behind the adapter's entry point, takes all messages that are in the
     * queue, and delivers each to it in the platform's own envelope.
     */
    void deliver(FunctionUnderTest function) throws Exception;

    @Override
    void close();
  }

  /** What each call may take. */
  long MILLIS = 20_000;

  @Test
  @DisplayName("JSON, text and bytes come back as the same event")
  default void messages() throws Exception {
    comesBack(message("application/json", "{\"id\":4711,\"name\":\"gr\u00fc\u00dfe\"}"));
    comesBack(message("application/vnd.acme+json", "[1.50,null]"));
    comesBack(message("text/plain; charset=utf-8", "gr\u00fc\u00dfe \ud83c\udf0a\r\n\t\"\\"));
    comesBack(message("application/octet-stream", bytes(256)));
    comesBack(message("image/png", new byte[] {0}));
    comesBack(message("text/plain; charset=utf-8", "\u0001\ufffe"));
  }

  @Test
  @DisplayName("an event without data, and one of an empty text, come back so")
  default void noData() throws Exception {
    Event<byte[]> none = sent(new OutboundMessage(told(), null, new byte[0]));
    assertTrue(none.data() == null || none.data().length == 0, "no data");
    Event<byte[]> empty = sent(message("text/plain; charset=utf-8", ""));
    assertTrue(empty.data() == null || empty.data().length == 0, "empty text");
  }

  @Test
  @DisplayName("all attributes come back, however many there are and whatever they hold")
  default void attributes() throws Exception {
    Map<String, String> many = told();
    many.put("subject", "/caf\u00e9 100%/\"quoted\"=;,\ud83c\udf0a");
    many.put("partitionkey", "customer 7");
    many.put("tracestate", "vendor=value,other=1");
    many.put("region", "a b");
    many.put("shop", "\ufffe");
    many.put("a1", "1");
    comesBack(new OutboundMessage(many, "application/json", AdapterUnderTest.bytes("{\"a\":1}")));
    comesBack(new OutboundMessage(many, "application/octet-stream", bytes(256)));
  }

  @Test
  @DisplayName("data that is a CloudEvent itself stays data")
  default void nested() throws Exception {
    String inner = "{\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\"}";
    comesBack(message("application/json", inner));
    comesBack(message("application/cloudevents+json", inner));
    comesBack(message("Application/CloudEvents+json", inner));
  }

  @Test
  @DisplayName("a message of 256 KiB goes through")
  default void large() throws Exception {
    comesBack(message("application/json", "\"" + "a".repeat(250 * 1024) + "\""));
    comesBack(message("application/octet-stream", bytes(180 * 1024)));
  }

  @Test
  @DisplayName("an object is given back as it was stored, replaced, and gone when removed")
  default void objects() throws Exception {
    try (Platform platform = withBucket()) {
      Outbound outbound = platform.outbound();
      String bucket = platform.bucket();
      assertNull(outbound.get(bucket, "none", MILLIS), "there is none yet");
      outbound.put(bucket, "a.png", new byte[] {1, 2, 3}, "image/png", MILLIS);
      assertStored(platform, "a.png", new byte[] {1, 2, 3}, "image/png");
      outbound.put(bucket, "a.png", new byte[] {4}, "text/plain", MILLIS);
      assertStored(platform, "a.png", new byte[] {4}, "text/plain");
      outbound.delete(bucket, "a.png", MILLIS);
      assertNull(outbound.get(bucket, "a.png", MILLIS), "it was removed");
      outbound.delete(bucket, "a.png", MILLIS);
    }
  }

  @Test
  @DisplayName("objects of no bytes, and of many, are objects")
  default void sizes() throws Exception {
    try (Platform platform = withBucket()) {
      platform.outbound().put(platform.bucket(), "empty", new byte[0], "text/plain", MILLIS);
      assertStored(platform, "empty", new byte[0], "text/plain");
      byte[] many = bytes(3 * 1024 * 1024 + 1);
      platform.outbound().put(platform.bucket(), "many", many, "application/x", MILLIS);
      assertStored(platform, "many", many, "application/x");
      try (StoredObject left = platform.outbound().get(platform.bucket(), "many", MILLIS)) {
        assertEquals(many[0], (byte) left.content().read(), "and may be left half read");
      }
    }
  }

  /** None with a backslash: stores read it differently, and no function gets one as far as here. */
  @Test
  @DisplayName("a key is what it says, whatever it means in a URL")
  default void keys() throws Exception {
    try (Platform platform = withBucket()) {
      List<String> keys =
          List.of(
              "a b.txt",
              "a+b.txt",
              "a%20b.txt",
              "caf\u00e9/\ud83c\udf0a.txt",
              "a?b&c=d#e",
              "!$'()*,;:@[]{}|^`<>\"~-_",
              "deep/er/than/that",
              "k".repeat(1000));
      for (String key : keys) {
        byte[] content = key.getBytes(StandardCharsets.UTF_8);
        platform.outbound().put(platform.bucket(), key, content, "text/plain", MILLIS);
      }
      for (String key : keys) {
        assertStored(platform, key, key.getBytes(StandardCharsets.UTF_8), "text/plain");
      }
    }
  }

  @Test
  @DisplayName("a bucket that is not there is a failure, not an object that is not there")
  default void noBucket() throws Exception {
    try (Platform platform = withBucket()) {
      Outbound outbound = platform.outbound();
      String missing = platform.missingBucket();
      assertThrows(IOException.class, () -> outbound.get(missing, "a", MILLIS));
      assertThrows(IOException.class, () -> outbound.put(missing, "a", new byte[1], "a/b", MILLIS));
      assertThrows(IOException.class, () -> outbound.delete(missing, "a", MILLIS));
    }
  }

  private Platform withBucket() throws Exception {
    Platform platform = openPlatform();
    if (platform.bucket() == null) {
      platform.close();
    }
    Assumptions.assumeTrue(platform.bucket() != null, "the adapter stores nothing");
    return platform;
  }

  private static void assertStored(Platform platform, String key, byte[] content, String type)
      throws IOException {
    try (StoredObject object = platform.outbound().get(platform.bucket(), key, MILLIS)) {
      assertEquals(key, object.ref().key());
      assertEquals(Optional.of(type), object.ref().contentType(), key);
      assertEquals(content.length, object.ref().size().orElse(-1), key);
      assertArrayEquals(content, object.bytes(content.length), key);
    }
  }

  private void comesBack(OutboundMessage message) throws Exception {
    Event<byte[]> event = sent(message);
    Map<String, String> rest = new LinkedHashMap<>(message.attributes());
    rest.remove("specversion");
    assertEquals(rest.remove("id"), event.id());
    assertEquals(rest.remove("source"), event.source());
    assertEquals(rest.remove("type"), event.type());
    assertEquals(Optional.ofNullable(rest.remove("subject")), event.subject());
    assertEquals(Optional.of(Instant.parse(rest.remove("time"))), event.time());
    rest.forEach((name, value) -> assertEquals(value, event.extensions().get(name), name));
    assertEquals(message.contentType(), event.dataContentType());
    String shown = message.contentType() + " of " + message.data().length + " bytes";
    assertArrayEquals(message.data(), event.data(), shown);
  }

  private Event<byte[]> sent(OutboundMessage message) throws Exception {
    try (Platform platform = openPlatform()) {
      Assumptions.assumeTrue(platform.queue() != null, "the adapter sends nothing");
      platform.outbound().send(platform.queue(), message, MILLIS);
      Receivers.HANDED.clear();
      platform.deliver(
          FunctionUnderTest.of(Receivers.Keeping.class, "dev.portolan.Event<byte[]>")
              .withoutRoute());
      List<Object> handed = new ArrayList<>(Receivers.HANDED);
      assertEquals(1, handed.size(), "one message is one event");
      Event<?> event = (Event<?>) handed.get(0);
      return event.withData((byte[]) event.data());
    }
  }

  private static Map<String, String> told() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", "0b1c4f8e-7d3f-4e55-9d60-3f0a6d1e2c11");
    attributes.put("source", "/portolan/place-order");
    attributes.put("type", "dev.portolan.message");
    attributes.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    attributes.put("time", "2026-11-26T22:05:28.123Z");
    return attributes;
  }

  private static OutboundMessage message(String mediaType, String data) {
    return message(mediaType, data.getBytes(StandardCharsets.UTF_8));
  }

  private static OutboundMessage message(String mediaType, byte[] data) {
    return new OutboundMessage(told(), mediaType, data);
  }

  /** Bytes of which most are no text; the same each time. */
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
