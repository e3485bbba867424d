package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.adapter.googlecloudfunctions.EmbeddedGoogle.Answer;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was refused for good is published to the dead letters, or comes again. */
final class GoogleDeadLettersTest {
  private static final String DEAD = "projects/p/topics/refused";
  private static final String BINARY =
      "\"ce-specversion\":\"1.0\",\"ce-id\":\"o-1\",\"ce-source\":\"/shop\","
          + "\"ce-type\":\"com.acme.order.placed\",\"ce-tenant\":\"a\",\"content-type\":\"text/x\"";

  private EmbeddedGoogle google;
  private Outbound outbound;

  @BeforeEach
  void open() throws IOException {
    google = new EmbeddedGoogle();
    outbound = google.outbound();
  }

  @AfterEach
  void close() {
    google.close();
  }

  private static Invoker invoker(String place, String... triggers) {
    return Described.taker(triggers)
        .invoker(Map.of("PORTOLAN_FUNCTION", "f", "PORTOLAN_DEAD_LETTER", place));
  }

  /** What Pub/Sub is told; a batch goes one by one. */
  private HttpResponse send(HttpRequest request, Invoker invoker) {
    One call = new One(outbound);
    Object event = GoogleEvents.event(CloudEvents.tree(request), request.headers(), invoker, call);
    return event == null
        ? HttpResponse.of(204)
        : GoogleEvents.toSender(
            invoker.eventHere(event, call), event, request.headers(), invoker, call);
  }

  private Map<?, ?> letter(int index) {
    EmbeddedGoogle.Call call = google.calls.get(index);
    assertEquals("POST /v1/" + DEAD + ":publish", call.method() + " " + call.target());
    Map<?, ?> body = (Map<?, ?>) JsonReader.read(call.body());
    return (Map<?, ?>) ((List<?>) body.get("messages")).get(0);
  }

  private static String data(Map<?, ?> letter) {
    byte[] bytes = Base64.getDecoder().decode((String) letter.get("data"));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void whatWasRefusedIsPublishedAsTheEventItIs() {
    Invoker invoker = invoker(DEAD, Described.ORDERS);
    HttpRequest order = Published.of("orders", "reject", BINARY).request();
    assertEquals(204, send(order, invoker).status());
    assertEquals("reject", data(letter(0)));
    Map<?, ?> attributes = (Map<?, ?>) letter(0).get("attributes");
    assertEquals("o-1", attributes.get("ce-id"));
    assertEquals("com.acme.order.placed", attributes.get("ce-type"));
    assertEquals("a", attributes.get("ce-tenant"));
    assertEquals("text/x", attributes.get("content-type"));
    assertEquals(200, send(Published.of("orders", "fine", BINARY).request(), invoker).status());
    assertEquals(1, google.calls.size());
  }

  @Test
  void aPlainMessageSaysWhatItsDataIs() {
    Invoker invoker = invoker(DEAD, Described.TO_PACK);
    assertEquals(204, send(Published.of("to-pack", "reject", "").request(), invoker).status());
    Map<?, ?> attributes = (Map<?, ?>) letter(0).get("attributes");
    assertEquals("2070443601311540", attributes.get("ce-id"));
    assertEquals("text/plain; charset=utf-8", attributes.get("content-type"));
    assertEquals("k1", letter(0).get("orderingKey"));
  }

  @Test
  void whatCannotBeSentComesAgain() {
    Invoker invoker = invoker(DEAD, Described.TO_PACK);
    google.answers.add(Answer.of(403, "{\"error\":{\"message\":\"no\"}}"));
    assertEquals(503, send(Published.of("to-pack", "reject", "").request(), invoker).status());
    google.answers.add(Answer.of(403, "{}"));
    HttpRequest unreadable =
        Published.of("to-pack", "x", "\"content-type\":\"application/cloudevents+json\"").request();
    assertThrows(FailedInvocation.class, () -> send(unreadable, invoker));
    assertEquals(
        503,
        send(Published.of("to-pack", "reject", "").request(), invoker("nowhere", Described.TO_PACK))
            .status());
    assertEquals(2, google.calls.size());
  }

  @Test
  void whatCannotBeReadIsPublishedAsItCame() {
    HttpRequest unreadable =
        Published.of("to-pack", "x", "\"content-type\":\"application/cloudevents+json\"").request();
    assertEquals(204, send(unreadable, invoker(DEAD, Described.TO_PACK)).status());
    Map<?, ?> attributes = (Map<?, ?>) letter(0).get("attributes");
    assertEquals("google.cloud.pubsub.topic.v1.messagePublished", attributes.get("ce-type"));
    assertTrue(data(letter(0)).contains("\"data\":\"eA==\""), data(letter(0)));
  }

  @Test
  void aBatchIsPublishedOneByOne() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"t\",\"data\":[1]}";
    String batch = "[" + event.formatted("1") + "," + event.formatted("2") + "]";
    HttpRequest request =
        Published.of("to-pack", batch, "\"content-type\":\"application/cloudevents-batch+json\"")
            .request();
    HttpResponse response = send(request, invoker(DEAD, Described.TO_PACK));
    assertEquals(204, response.status(), "one function takes no batch");
    assertEquals("1", ((Map<?, ?>) letter(0).get("attributes")).get("ce-id"));
    assertEquals("2", ((Map<?, ?>) letter(1).get("attributes")).get("ce-id"));
    assertEquals("[1]", data(letter(1)));
  }

  @Test
  void aTickIsNotKept() {
    Map<String, Object> tick =
        Map.of("specversion", "1.0", "id", "1", "source", "s", "type", GoogleEvents.TICK);
    HttpResponse told =
        GoogleEvents.toSender(
            HttpResponse.of(422),
            tick,
            Fields.headers(),
            invoker(DEAD, Described.SCHEDULE),
            new One(outbound));
    assertEquals(204, told.status());
    assertEquals(List.of(), google.calls);
  }

  /** A call of which nothing is known but where it may send. */
  private record One(Outbound outbound) implements Call {
    @Override
    public String id() {
      return "i-1";
    }

    @Override
    public long remainingMillis() {
      return 60_000;
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public Trace trace() {
      return null;
    }

    @Override
    public Identity identity() {
      return null;
    }

    @Override
    public Object nativeContext() {
      return null;
    }

    @Override
    public Event.Kind kind(String eventType) {
      return GoogleEvents.kind(eventType);
    }

    @Override
    public String secret(String name, String version) {
      assertNull(name, "no secret is asked for");
      return "";
    }
  }
}
