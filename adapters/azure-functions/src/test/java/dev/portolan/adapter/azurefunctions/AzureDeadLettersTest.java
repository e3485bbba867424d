package dev.portolan.adapter.azurefunctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was refused for good is sent to the dead letters, or comes again. */
final class AzureDeadLettersTest {
  private static final Described TAKER = Described.taker(Described.HTTP);

  private EmbeddedAzure bus;

  @BeforeEach
  void open() throws IOException {
    bus = new EmbeddedAzure();
  }

  @AfterEach
  void close() {
    bus.close();
  }

  private JoinedApp app(Class<?> entryPoint, String type, String binding) {
    List<String> variables = new ArrayList<>();
    bus.environment().forEach((name, value) -> variables.addAll(List.of(name, value)));
    variables.addAll(List.of("PORTOLAN_DEAD_LETTER", bus.queue()));
    return TAKER.trigger(entryPoint, type, binding, variables.toArray(String[]::new));
  }

  private static Outcome send(JoinedApp app, String message) {
    Map<String, Datum> metadata = Map.of("MessageId", new Datum.Text("7"));
    return app.host.fire("f", new Datum.Bytes(message.getBytes(UTF_8)), metadata, 0);
  }

  @Test
  void whatWasRefusedIsSentAsTheEventItIs() {
    try (JoinedApp app = app(ServiceBusEntryPoint.class, "serviceBusTrigger", "message")) {
      assertTrue(send(app, "reject").succeeded());
      assertEquals(1, bus.taken.size());
      EmbeddedAzure.Taken letter = bus.taken.get(0);
      assertEquals("reject", new String(letter.body(), UTF_8));
      assertEquals("\"7\"", letter.headers().get("cloudEvents_id"));
      assertTrue(letter.headers().get("Content-Type").startsWith("text/plain"));
      assertTrue(send(app, "fine").succeeded());
      assertFalse(send(app, "retry").succeeded(), "that comes again");
      assertEquals(1, bus.taken.size());
    }
  }

  @Test
  void whatCannotBeSentComesAgain() {
    bus.answers.add(404);
    try (JoinedApp app = app(ServiceBusEntryPoint.class, "serviceBusTrigger", "message")) {
      Outcome outcome = send(app, "reject");
      assertFalse(outcome.succeeded());
      assertTrue(outcome.failure().startsWith("FailedInvocation: "), outcome.failure());
      assertEquals(List.of(), bus.taken);
    }
  }

  @Test
  void whatIsNoDocumentIsSentAsItCame() {
    try (JoinedApp app = app(CosmosDbEntryPoint.class, "cosmosDBTrigger", "documents")) {
      for (String came : List.of("[{\"no\":\"id\"}]", "no array")) {
        Outcome outcome = app.host.fire("f", new Datum.Text(came), Map.of(), 0);
        assertTrue(outcome.succeeded(), outcome.failure());
      }
      assertEquals("{\"no\":\"id\"}", new String(bus.taken.get(0).body(), UTF_8));
      assertEquals("\"no array\"", new String(bus.taken.get(1).body(), UTF_8));
    }
  }

  @Test
  void whatIsNoEventIsSentAsItCame() {
    try (JoinedApp app = app(EventGridEntryPoint.class, "eventGridTrigger", "event")) {
      Outcome outcome = app.host.fire("f", new Datum.Text("[no event]"), Map.of(), 0);
      assertTrue(outcome.succeeded(), outcome.failure());
      EmbeddedAzure.Taken letter = bus.taken.get(0);
      assertEquals("\"[no event]\"", new String(letter.body(), UTF_8));
      assertEquals("\"dev.portolan.unreadable\"", letter.headers().get("cloudEvents_type"));
    }
  }
}
