package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.Invoker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that Google's server reads itself come out the same. */
final class EventEntryPointInvokerTest {
  private static InvokerServer start(Described function, String... variables) {
    return InvokerServer.start(function.eventEntryPoint(variables));
  }

  private static HttpRequest custom(String word) {
    return Published.event("t", word)
        .withHeader("ce-id", "1")
        .withHeader("ce-source", "/s")
        .withHeader("ce-subject", "sub")
        .withHeader("ce-time", "2026-04-05T03:56:24Z")
        .withHeader("ce-tenant", "a")
        .withHeader("ce-traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .withHeader("content-type", "text/plain");
  }

  @Test
  void binaryMode() {
    try (InvokerServer server = start(Described.taker())) {
      assertEquals(200, server.send(custom("hi")).status());
      Event<byte[]> event = Taker.last();
      assertEquals("hi", Taker.text());
      assertEquals("1", event.id());
      assertEquals("/s", event.source());
      assertEquals("sub", event.subject().get());
      assertEquals("2026-04-05T03:56:24Z", event.time().get().toString());
      assertEquals("a", event.extensions().get("tenant"));
      assertEquals("text/plain", event.dataContentType());
      assertEquals("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Taker.trace);
      assertTrue(Taker.wrapped);
    }
  }

  @Test
  void aRefusedTickIsLostAndDoesNotComeAgain() {
    Invoker invoker =
        Described.taker(Described.SCHEDULE)
            .invoker(Map.of("PORTOLAN_FUNCTION", "f", "PORTOLAN_DEAD_LETTER", "nowhere"));
    HttpRequest tick =
        Published.event(GoogleEvents.TICK, "reject")
            .withHeader("ce-id", "1")
            .withHeader("ce-source", "/s")
            .withHeader("content-type", "text/plain");
    try (InvokerServer server =
        InvokerServer.start(new EventEntryPoint(Limits.from(Map.of()), invoker))) {
      assertEquals(200, server.send(tick).status());
    }
  }

  @Test
  void structuredMode() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\","
            + "\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}}";
    HttpRequest request =
        HttpRequest.of("POST", "/")
            .withHeader("content-type", "application/cloudevents+json")
            .withBody(json.getBytes(StandardCharsets.UTF_8));
    try (InvokerServer server = start(Described.taker())) {
      assertEquals(200, server.send(request).status());
      assertEquals("2", Taker.last().id());
      assertEquals("{\"a\":1}", Taker.text());
    }
  }

  @Test
  void aMessageAsEventarcAndAsTheFirstGenerationSendIt() {
    // functions-framework-java, invoker/core/src/test/resources/pubsub_text.json
    String legacy =
        "{\"context\":{\"eventId\":\"1215011316659232\",\"timestamp\":\"2020-05-18T12:13:19.209Z\","
            + "\"eventType\":\"google.pubsub.topic.publish\",\"resource\":{"
            + "\"service\":\"pubsub.googleapis.com\",\"name\":\"projects/p/topics/returns\","
            + "\"type\":\"type.googleapis.com/google.pubsub.v1.PubsubMessage\"}},"
            + "\"data\":{\"@type\":\"type.googleapis.com/google.pubsub.v1.PubsubMessage\","
            + "\"attributes\":{\"attr1\":\"attr1-value\"},\"data\":\"dGVzdCBtZXNzYWdlIDM=\"}}";
    try (InvokerServer server = start(Described.taker(Described.ORDERS, Described.RETURNS))) {
      assertEquals(200, server.send(Published.of("returns", "\"hi\"", "").request()).status());
      assertEquals("\"hi\"", Taker.text());
      HttpRequest request =
          HttpRequest.of("POST", "/")
              .withHeader("content-type", "application/json")
              .withBody(legacy.getBytes(StandardCharsets.UTF_8));
      assertEquals(200, server.send(request).status());
      assertEquals("test message 3", Taker.text());
      assertEquals("1215011316659232", Taker.last().id());
      assertEquals("attr1-value", Taker.last().extensions().get("attr1"));
      int before = Taker.TAKEN.size();
      assertEquals(200, server.send(Published.of("orders", "1", "").request()).status());
      assertEquals(before, Taker.TAKEN.size(), "not asked for");
      HttpRequest empty =
          Published.of("returns", "1", "").request().withBody(new byte[] {'{', '}'});
      assertEquals(200, server.send(empty).status(), "nobody shall send it again");
      assertEquals(before, Taker.TAKEN.size());
    }
  }

  @Test
  void outcomesHaveTheEffectTheyMean() {
    try (InvokerServer server = start(Described.taker())) {
      for (Map.Entry<String, Integer> outcome :
          Map.of("fine", 200, "retry", 500, "bug", 500, "429", 500, "reject", 200, "404", 200)
              .entrySet()) {
        HttpResponse response = server.send(custom(outcome.getKey()));
        assertEquals(outcome.getValue(), response.status(), outcome.getKey());
        String told = new String(response.body(), StandardCharsets.UTF_8);
        assertFalse(told.contains("hunter2"), told);
      }
    }
  }

  @Test
  void whoIsTooLateIsInterruptedAndTriedAgain() {
    try (InvokerServer server = start(Described.taker(), "PORTOLAN_TIMEOUT_MILLIS", "200")) {
      assertEquals(500, server.send(custom("slow")).status());
      assertEquals(200, server.send(custom("fine")).status());
    }
  }
}
