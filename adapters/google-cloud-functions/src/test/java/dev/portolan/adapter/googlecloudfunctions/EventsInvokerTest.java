package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events come to the entry point for requests, as triggers send them. */
final class EventsInvokerTest {
  private static final String TRACE = "65011637f09e0a5179677a7429456db7";

  private static HttpRequest custom(String word) {
    return Published.event("t", word)
        .withHeader("ce-id", "1")
        .withHeader("ce-source", "/s")
        .withHeader("content-type", "text/plain");
  }

  private static HttpResponse send(Described function, HttpRequest request) {
    try (InvokerServer server = InvokerServer.start(function.entryPoint())) {
      return server.send(request);
    }
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aMessageOfATopic() {
    Described function = Described.taker(Described.RETURNS);
    HttpRequest request = Published.of("returns", "\"hi\"", "\"a\":\"1\"").request();
    HttpRequest traced = request.withHeader("x-cloud-trace-context", TRACE + "/1;o=1");
    assertEquals(200, send(function, traced).status());
    Event<byte[]> event = Taker.last();
    assertEquals("\"hi\"", Taker.text());
    assertEquals(Event.Kind.TOPIC, event.kind());
    assertEquals(Map.of("a", "1", "partitionkey", "k1"), event.extensions());
    assertEquals("00-" + TRACE + "-0000000000000001-01", Taker.trace);
    assertTrue(Taker.wrapped);
    String own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    send(function, traced.withHeader("traceparent", own));
    assertEquals(own, Taker.trace, "W3C's header goes first");
  }

  @Test
  void whoTakesTextIsHandedTheTextThatWasPublished() {
    for (String text : List.of("4711", "true", "null", "{\"number\":1}", "\"hi\"", "hi there")) {
      Published message = Published.of("returns", text, "");
      for (String type : List.of("java.lang.String", "dev.portolan.Event<java.lang.String>")) {
        assertEquals(text, Saying.handed(type, message), type);
      }
      assertEquals(text, Saying.handed("byte[]", message));
    }
    Published note = Published.of("returns", "{\"number\":1}", "");
    assertEquals(new Saying.Note(1), Saying.handed(Saying.Note.class.getName(), note));
    Published json = Published.of("returns", "\"hi\"", "\"content-type\":\"application/json\"");
    assertEquals("hi", Saying.handed("java.lang.String", json), "the publisher said it is JSON");
    Published empty = new Published("returns", "", "\"a\":\"1\"");
    assertEquals(null, Saying.handed("java.lang.String", empty));
  }

  @Test
  void whatWasNotAskedForIsAcknowledged() {
    int before = Taker.TAKEN.size();
    HttpResponse response =
        send(Described.taker(Described.ORDERS), Published.of("orders", "1", "").request());
    assertEquals(204, response.status());
    assertEquals(before, Taker.TAKEN.size());
  }

  @Test
  void whateverComesOfAQueueIsItsMessage() {
    Described function = Described.taker(Described.TO_PACK, Described.ORDERS);
    assertEquals(200, send(function, Published.of("to-pack", "hi", "").request()).status());
    assertEquals(Event.Kind.QUEUE, Taker.last().kind());
    String own =
        "\"ce-specversion\":\"1.0\",\"ce-id\":\"o-1\",\"ce-source\":\"/shop\","
            + "\"ce-type\":\"com.acme.other\"";
    assertEquals(200, send(function, Published.of("to-pack", "1", own).request()).status());
    assertEquals(Event.Kind.QUEUE, Taker.last().kind(), "an event of its own, too");
    assertEquals("com.acme.other", Taker.last().type());
    int before = Taker.TAKEN.size();
    assertEquals(204, send(function, Published.of("orders", "1", own).request()).status());
    assertEquals(before, Taker.TAKEN.size(), "of a topic, what was asked for");
    assertEquals(204, send(function, Published.of("to-pack", "reject", "").request()).status());
    assertEquals(503, send(function, Published.of("to-pack", "retry", "").request()).status());
  }

  @Test
  void thingsAreCalledAsTheEnvironmentSays() {
    Described function = Described.taker(Described.TO_PACK, Described.ORDERS);
    try (InvokerServer server =
        InvokerServer.start(function.entryPointWhere("to-pack=acme.pack,orders=acme.orders"))) {
      assertEquals(200, server.send(Published.of("acme.pack", "hi", "").request()).status());
      assertEquals(Event.Kind.QUEUE, Taker.last().kind());
      int before = Taker.TAKEN.size();
      assertEquals(204, server.send(Published.of("acme.orders", "1", "").request()).status());
      assertEquals(204, server.send(Published.of("to-pack", "1", "").request()).status());
      assertEquals(before, Taker.TAKEN.size(), "another type, and another queue");
    }
  }

  @Test
  void theKindOfWhatWasWrittenStandsInItsDocuments() {
    ProtoWriter document = new ProtoWriter().text(1, "n");
    Map<ProtoWriter, Event.Kind> kinds =
        Map.of(
            new ProtoWriter().message(1, document), Event.Kind.RECORD_CREATED,
            new ProtoWriter().message(1, document).message(2, new ProtoWriter()),
                Event.Kind.RECORD_CREATED,
            new ProtoWriter().message(1, document).message(2, document), Event.Kind.RECORD_UPDATED,
            new ProtoWriter().message(2, document), Event.Kind.RECORD_DELETED);
    try (InvokerServer server =
        InvokerServer.start(Described.taker(Described.SCHEDULE).entryPoint())) {
      kinds.forEach(
          (data, kind) -> {
            HttpRequest written =
                Published.event("google.cloud.firestore.document.v1.written", "")
                    .withHeader("ce-id", "2")
                    .withHeader("ce-source", "//firestore.googleapis.com/projects/p/databases/d")
                    .withHeader("content-type", "application/protobuf")
                    .withBody(data.toBytes());
            assertEquals(200, server.send(written).status());
            assertEquals(kind, Taker.last().kind());
          });
    }
  }

  @Test
  void structuredMode() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"x\"}";
    HttpRequest request =
        HttpRequest.of("POST", "/any/path")
            .withHeader("content-type", "application/cloudevents+json; charset=utf-8")
            .withBody(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(200, send(Described.taker(Described.SCHEDULE), request).status());
    assertEquals("x", Taker.text());
  }

  @Test
  void aTickAndADocument() {
    HttpRequest tick =
        Published.event("google.cloud.scheduler.job.v1.executed", "")
            .withHeader("ce-id", "nightly")
            .withHeader("ce-source", "//cloudscheduler.googleapis.com/projects/p")
            .withHeader("X-CloudScheduler-JobName", "nightly")
            .withHeader("X-CloudScheduler-ScheduleTime", "2026-04-05T02:00:00Z");
    try (InvokerServer server =
        InvokerServer.start(Described.taker(Described.SCHEDULE).entryPoint())) {
      assertEquals(200, server.send(tick).status());
      assertEquals("nightly/2026-04-05T02:00:00Z", Taker.last().id());
      assertEquals(Event.Kind.SCHEDULE, Taker.last().kind());
      HttpRequest bad =
          tick.withHeaders(tick.headers().without("x-cloudscheduler-scheduletime"))
              .withHeader("X-CloudScheduler-ScheduleTime", "soon");
      int before = Taker.TAKEN.size();
      assertEquals(204, server.send(bad).status(), "nobody shall send it again");
      assertEquals(before, Taker.TAKEN.size());
      byte[] protobuf = new ProtoWriter().message(2, new ProtoWriter().text(1, "n")).toBytes();
      HttpRequest document =
          Published.event("google.cloud.firestore.document.v1.deleted", "")
              .withHeader("ce-id", "2")
              .withHeader("ce-source", "//firestore.googleapis.com/projects/p/databases/d")
              .withHeader("content-type", "application/protobuf")
              .withBody(protobuf);
      assertEquals(200, server.send(document).status());
      assertEquals("{\"oldValue\":{\"name\":\"n\",\"fields\":{}}}", Taker.text());
      assertEquals(Event.Kind.RECORD_DELETED, Taker.last().kind());
      try (Heard heard = Heard.of("f")) {
        int after = Taker.TAKEN.size();
        assertEquals(204, server.send(document.withBody(new byte[] {8})).status());
        assertEquals(after, Taker.TAKEN.size());
        String lost = heard.only();
        assertTrue(lost.startsWith("Event 2 of //firestore"), lost);
      }
    }
  }

  @Test
  void outcomesHaveTheEffectTheyMean() {
    try (InvokerServer server =
        InvokerServer.start(Described.taker(Described.RETURNS).entryPoint())) {
      for (Map.Entry<String, Integer> outcome :
          Map.of(
                  "fine", 200, "retry", 503, "bug", 500, "409", 409, "429", 429, "reject", 204,
                  "404", 204)
              .entrySet()) {
        HttpRequest delivery =
            custom(outcome.getKey())
                .withHeader("user-agent", "APIs-Google; (+https://developers.google.com)");
        HttpResponse response = server.send(delivery);
        assertEquals(outcome.getValue(), response.status(), outcome.getKey());
        assertFalse(text(response).contains("hunter2"), text(response));
      }
    }
  }

  @Test
  void whoIsNotGoogleIsToldThatAnEventWasRefused() {
    try (InvokerServer server =
        InvokerServer.start(Described.taker(Described.RETURNS).entryPoint())) {
      assertEquals(400, server.send(custom("reject")).status());
      assertEquals(404, server.send(custom("404")).status());
    }
  }

  @Test
  void anEventThatIsLostIsLoggedInOneLine() {
    HttpRequest rejected = Published.of("returns", "reject", "").request();
    HttpRequest forged =
        rejected.withHeaders(rejected.headers().without("ce-id")).withHeader("ce-id", "1%0A2");
    byte[] body =
        new String(rejected.body(), StandardCharsets.UTF_8)
            .replace("2070443601311540", "3\\nINFO: fine\\u2028")
            .getBytes(StandardCharsets.UTF_8);
    try (InvokerServer server =
            InvokerServer.start(Described.taker(Described.RETURNS).entryPoint());
        Heard heard = Heard.of("f")) {
      assertEquals(204, server.send(forged.withBody(body)).status());
      assertEquals(
          "Event 3\\u000aINFO: fine\\u2028 of"
              + " //pubsub.googleapis.com/projects/my-project/topics/returns"
              + " is acknowledged and lost: the function refused it: 400",
          heard.only());
    }
  }

  @Test
  void whatIsNoEventIsRefused() {
    int before = Taker.TAKEN.size();
    try (InvokerServer server =
        InvokerServer.start(Described.taker(Described.RETURNS).entryPoint())) {
      HttpRequest post = HttpRequest.of("POST", "/");
      assertEquals(400, server.send(post).status());
      assertEquals(405, server.send(HttpRequest.of("GET", "/")).status());
      assertEquals("POST, OPTIONS", server.send(HttpRequest.of("PUT", "/")).headers().get("allow"));
      assertEquals(204, server.send(HttpRequest.of("OPTIONS", "/")).status());
      for (String bad : List.of("ce-id", "ce-source", "ce-type", "ce-specversion")) {
        HttpRequest request = custom("x");
        HttpResponse answer = server.send(request.withHeaders(request.headers().without(bad)));
        assertEquals(400, answer.status(), bad);
      }
      HttpRequest twice = custom("x").withHeader("CE-Id", "2");
      assertEquals(400, server.send(twice).status());
      HttpRequest message = Published.of("returns", "1", "").request();
      for (String body : List.of("", "{", "{}", "[]", "null")) {
        HttpResponse dropped = server.send(message.withBody(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals(204, dropped.status(), "an event whose data is broken stays so: " + body);
      }
    }
    assertEquals(before, Taker.TAKEN.size());
  }

  @Test
  void aFunctionWithARouteTakesBoth() {
    Described both = Described.taker(Described.HTTP, Described.RETURNS);
    try (InvokerServer server = InvokerServer.start(both.entryPoint())) {
      assertEquals(404, server.send(HttpRequest.of("GET", "/b")).status());
      assertEquals(200, server.send(custom("x")).status());
    }
  }
}
