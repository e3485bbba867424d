package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.Event;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events come in three modes, are what they were, and are answered as their senders expect. */
final class CloudEventsTest {
  static final String BINARY =
      "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n"
          + "content-type: application/json\r\n";
  static final String STRUCTURED = "content-type: application/cloudevents+json\r\n";

  private static RawAnswer post(FunctionUnderTest function, String headers, String body)
      throws IOException {
    return post(function, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static RawAnswer post(FunctionUnderTest function, String headers, byte[] body)
      throws IOException {
    try (RunningServer server = RunningServer.start(function);
        RawCaller caller = server.caller()) {
      caller.send("POST /any/path HTTP/1.1\r\nHost: localhost\r\n");
      caller.send(headers.getBytes(StandardCharsets.UTF_8));
      caller.send("content-length: " + body.length + "\r\n\r\n").send(body);
      return caller.answer();
    }
  }

  @Test
  void binaryMode() throws IOException {
    String headers =
        BINARY
            + "Ce-Subject: Euro%20%E2%82%AC%20%F0%9F%98%80\r\nCE-TIME: 2026-04-05T03:56:24.5+02:00\r\n"
            + "ce-partitionkey: a%2525\r\nce-traceparent: "
            + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";
    assertEquals(200, post(Recipient.typed(), headers, "{\"id\":\"o\",\"amount\":7}").status());
    Event<?> event = Recipient.last;
    assertEquals("1", event.id());
    assertEquals("/s", event.source());
    assertEquals("t", event.type());
    assertEquals(Event.Kind.CUSTOM, event.kind());
    assertEquals(Optional.of("Euro \u20ac \ud83d\ude00"), event.subject());
    assertEquals(Optional.of(Instant.parse("2026-04-05T01:56:24.5Z")), event.time());
    assertEquals("a%25", event.extensions().get("partitionkey"), "decoded once");
    assertEquals("application/json", event.dataContentType());
    assertEquals(new Recipient.Order("o", 7), event.data());
    assertEquals("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Recipient.trace);
  }

  @Test
  void structuredMode() throws IOException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"a%20b\","
            + "\"datacontenttype\":\"application/json\",\"sequence\":5,\"extra\":true,"
            + "\"data\":{\"id\":\"o\",\"amount\":7}}";
    String charset = "Content-Type: Application/CloudEvents+JSON; charset=UTF-8\r\n";
    assertEquals(200, post(Recipient.typed(), charset, event).status());
    assertEquals(Optional.of("a%20b"), Recipient.last.subject(), "no escapes in JSON");
    assertEquals(Map.of("sequence", "5", "extra", "true"), Recipient.last.extensions());
    assertEquals(new Recipient.Order("o", 7), Recipient.last.data());
  }

  @Test
  void batchedModeAndOneEventAsABatch() throws IOException {
    String batch = "content-type: application/cloudevents-batch+json\r\n";
    assertEquals(
        200, post(Recipient.batch(), batch, "[" + order(1) + "," + order(2) + "]").status());
    assertEquals(200, post(Recipient.batch(), batch, "[]").status());
    assertEquals(200, post(Recipient.batch(), STRUCTURED, order(1)).status());
    assertEquals(200, post(Recipient.batch(), BINARY, "{\"id\":\"o\",\"amount\":1}").status());
    assertEquals(
        503, post(Recipient.batch(), batch, "[" + order(0) + "," + order(-1) + "]").status());
    assertEquals(
        400, post(Recipient.batch(), batch, "[" + order(1) + "," + order(0) + "]").status());
  }

  private static String order(int amount) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\","
        + "\"data\":{\"id\":\"o\",\"amount\":"
        + amount
        + "}}";
  }

  @Test
  void dataOfAnyKind() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    String octets = BINARY.replace("application/json", "application/octet-stream");
    post(Recipient.bytes(), octets, all);
    assertArrayEquals(all, (byte[]) Recipient.last.data());
    String base64 =
        order(1).replace("\"data\":{\"id\":\"o\",\"amount\":1}", "\"data_base64\":\"AP8=\"");
    post(Recipient.bytes(), STRUCTURED, base64);
    assertArrayEquals(new byte[] {0, (byte) 0xff}, (byte[]) Recipient.last.data());
    post(Recipient.text(), BINARY.replace("application/json", "text/plain"), "gr\u00fc\u00dfe");
    assertEquals("gr\u00fc\u00dfe", Recipient.last.data());
    post(Recipient.text(), BINARY, "\"quoted\"");
    assertEquals("quoted", Recipient.last.data());
    String without = BINARY.replace("content-type: application/json\r\n", "");
    assertEquals(200, post(Recipient.typed(), without, "").status());
    assertEquals(null, Recipient.last.data());
  }

  @Test
  void valuesOfSendersThatQuoteOrDoNotEncode() throws IOException {
    for (Map.Entry<String, String> value :
        Map.of(
                "\"a \\\"b\\\" c\"", "a \"b\" c",
                "%61%62c", "abc",
                "%c3%bc", "\u00fc",
                "gr\u00fc\u00dfe", "gr\u00fc\u00dfe",
                "100%", "100%",
                "50% off", "50% off",
                "%2", "%2",
                "\"%41\"", "A",
                "a b", "a b")
            .entrySet()) {
      assertEquals(
          200,
          post(Recipient.bytes(), BINARY + "ce-subject: " + value.getKey() + "\r\n", "1").status());
      assertEquals(Optional.of(value.getValue()), Recipient.last.subject());
    }
  }

  @Test
  void kindsOfThePlatform() throws IOException {
    for (Map.Entry<String, Event.Kind> type :
        Map.of(
                "dev.knative.sources.ping", Event.Kind.SCHEDULE,
                "dev.knative.kafka.event", Event.Kind.KAFKA,
                "google.cloud.storage.object.v1.finalized", Event.Kind.OBJECT_CREATED,
                "google.cloud.pubsub.topic.v1.messagePublished", Event.Kind.TOPIC,
                "com.acme.order.placed", Event.Kind.CUSTOM)
            .entrySet()) {
      post(Recipient.bytes(), BINARY.replace("ce-type: t", "ce-type: " + type.getKey()), "1");
      assertEquals(type.getValue(), Recipient.last.kind());
      assertEquals(type.getKey(), Recipient.last.type(), "the platform's own word stays");
    }
  }

  @Test
  void outcomesHaveTheEffectTheyMean() throws IOException {
    for (Map.Entry<String, Integer> outcome :
        Map.of(
                "silent",
                200,
                "retry",
                503,
                "reject",
                400,
                "bug",
                500,
                "status-404",
                400,
                "status-409",
                409,
                "status-425",
                503,
                "status-429",
                429,
                "status-403",
                403)
            .entrySet()) {
      RawAnswer answer =
          post(Recipient.typed(), BINARY, "{\"id\":\"" + outcome.getKey() + "\",\"amount\":1}");
      assertEquals(outcome.getValue(), answer.status(), outcome.getKey());
      assertFalse(answer.text().contains("hunter2"), answer.text());
      assertEquals(outcome.getKey().equals("silent"), answer.text().isEmpty(), answer.text());
    }
  }
}
