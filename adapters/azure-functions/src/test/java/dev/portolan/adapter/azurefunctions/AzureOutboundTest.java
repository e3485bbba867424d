package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is sent to Service Bus and stored in containers obeys the contract, and what becomes of
 * Service Bus's answers.
 */
final class AzureOutboundTest implements OutboundContract {
  private static final OutboundMessage MESSAGE = message("1", null);

  private static OutboundMessage message(String id, String key) {
    Map<String, String> attributes =
        new TreeMap<>(Map.of("specversion", "1.0", "id", id, "source", "/s"));
    attributes.put("type", "t");
    if (key != null) {
      attributes.put("partitionkey", key);
    }
    return new OutboundMessage(attributes, "text/plain", new byte[] {'x'});
  }

  @Override
  public Platform openPlatform() throws Exception {
    return new EmbeddedAzure();
  }

  private static String refusal(Outbound outbound, String place) {
    return assertThrows(IOException.class, () -> outbound.send(place, MESSAGE, MILLIS))
        .getMessage();
  }

  private static String refusal(EmbeddedAzure bus, String name, String value) {
    Map<String, String> environment = bus.environment();
    if (value == null) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }
    return refusal(new AzureOutbound(environment, 1), bus.queue());
  }

  @Test
  void aMessageIsSentWithItsAttributesAsProperties() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.outbound().send(bus.queue(), message("1", "a,b"), MILLIS);
      Map<String, String> headers = bus.taken.get(0).headers();
      assertEquals("\"/s\"", headers.get("cloudEvents_source"));
      assertEquals("\"a,b\"", headers.get("cloudEvents_partitionkey"));
      assertEquals("text/plain", headers.get("Content-Type"));
      assertEquals("{\"MessageId\":\"1\",\"SessionId\":\"a,b\"}", headers.get("BrokerProperties"));
    }
  }

  @Test
  void whatNoHeaderOrIdCanHoldIsSentAllTheSame() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.outbound().send(bus.queue(), message("i".repeat(129), "\u00e9"), MILLIS);
      Map<String, String> headers = bus.taken.get(0).headers();
      assertEquals("application/cloudevents+json; charset=utf-8", headers.get("Content-Type"));
      assertFalse(headers.containsKey("cloudEvents_id"));
      String broker = headers.get("BrokerProperties");
      assertTrue(broker.matches("\\{\"MessageId\":\"[0-9a-f-]{36}\",\"SessionId\":\"[^\"]{36}\"}"));
      bus.outbound().send(bus.queue(), message("1", "k".repeat(9000)), MILLIS);
      assertFalse(bus.taken.get(1).headers().containsKey("cloudEvents_id"), "too many for headers");
    }
  }

  @Test
  void aTokenOfTheFunctionsIdentityIsKeptUntilShortlyBeforeItsEnd() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      Outbound outbound = bus.outbound();
      outbound.send(bus.queue(), MESSAGE, MILLIS);
      outbound.send(bus.queue(), MESSAGE, MILLIS);
      assertEquals(
          List.of(
              "api-version=2019-08-01&resource=https://servicebus.azure.net/&client_id=client"
                  + " secret"),
          bus.asked);
      bus.tokenSeconds = 300;
      Outbound other = bus.outbound();
      other.send(bus.queue(), MESSAGE, MILLIS);
      other.send(bus.queue(), MESSAGE, MILLIS);
      assertEquals(3, bus.tokens, "one that ends so soon is not used twice");
    }
  }

  @Test
  void aTokenThatIsRefusedIsReplacedOnce() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.answers.add(401);
      bus.outbound().send(bus.queue(), MESSAGE, MILLIS);
      assertEquals(2, bus.tokens);
      bus.answers.addAll(List.of(401, 401));
      String told = refusal(bus.outbound(), bus.queue());
      assertTrue(
          told.contains(": 401; the function's identity needs Azure Service Bus Data"), told);
      assertFalse(told.contains("t3"), "no credential");
      assertEquals(4, bus.calls);
    }
  }

  @Test
  void whatMayPassIsTriedAgain() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.answers.addAll(List.of(503, 429, 0));
      bus.outbound().send(bus.queue(), MESSAGE, MILLIS);
      assertEquals(4, bus.calls);
      assertEquals(1, bus.taken.size());
      bus.answers.addAll(Collections.nCopies(7, 500));
      assertTrue(refusal(bus.outbound(), bus.queue()).contains(": 500: "));
      assertEquals(10, bus.calls);
    }
  }

  @Test
  void whatDoesNotPassIsTold() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      String other = bus.queue() + "-2";
      assertEquals(
          "not sent to " + other + ": 410; there is no such queue: <Error> <Code>x</Code></Error>",
          refusal(bus.outbound(), other));
      bus.answers.add(403);
      assertTrue(refusal(bus.outbound(), bus.queue()).contains(": 403: <Error>"));
      assertEquals(2, bus.calls);
    }
  }

  @Test
  void theStatusIsJudgedWhateverBecomesOfTheBody() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.answers.addAll(List.of(-201, -410));
      bus.outbound().send(bus.queue(), MESSAGE, MILLIS);
      assertEquals(1, bus.taken.size());
      assertEquals(
          "not sent to " + bus.queue() + ": 410; there is no such queue: <Error>",
          refusal(bus.outbound(), bus.queue()));
      assertEquals(2, bus.calls, "neither is tried again");
    }
  }

  @Test
  void noTryIsBegunForWhichNoTimeIsLeft() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      bus.answers.add(503);
      Outbound slow = new AzureOutbound(bus.environment(), 1_000_000);
      assertTrue(refusal(slow, bus.queue()).contains("503"));
      assertEquals(1, bus.calls);
    }
  }

  @Test
  void tokensAreAskedForBesideTheAppAndNowhereElse() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      assertEquals(
          "IDENTITY_ENDPOINT is not beside the app: 192.0.2.1",
          refusal(bus, "IDENTITY_ENDPOINT", "http://192.0.2.1/msi/token"));
      assertEquals(
          "the app has no identity: IDENTITY_ENDPOINT is not set",
          refusal(bus, "IDENTITY_ENDPOINT", null));
      bus.tokenStatus = 400;
      assertEquals("the app's identity gets no token: 400", refusal(bus.outbound(), bus.queue()));
      assertEquals(0, bus.calls);
    }
  }

  @Test
  void nothingButAQueueOfServiceBusIsCalled() throws Exception {
    try (EmbeddedAzure bus = new EmbeddedAzure()) {
      for (String place :
          List.of(
              "http://acme-bus.servicebus.windows.net/a",
              "https://example.com/a",
              "https://a@acme-bus.servicebus.windows.net/a?b",
              "to-pack")) {
        assertTrue(refusal(bus.outbound(), place).contains("no queue of Service Bus"), place);
      }
      String told = refusal(bus, AzureOutbound.BUS_EMULATOR, "https://192.0.2.1/bus");
      assertTrue(told.contains("is for loopback only"), told);
      assertEquals(0, bus.calls);
    }
  }
}
