package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages as they stand in a queue of SQS, and those that it refuses. */
final class SqsCallsTest {

  private static OutboundMessage message(String id, String data, String... more) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", id);
    attributes.put("source", "/portolan/place-order");
    attributes.put("type", "dev.portolan.message");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return new OutboundMessage(attributes, "application/json", bytes);
  }

  private static void send(EmbeddedPlaces places, OutboundMessage message) throws IOException {
    places.outbound().send(places.queue(), message, 10_000);
  }

  @Test
  @DisplayName("who takes from the queue by other means finds the plain data, attributes beside it")
  void plain() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      send(places, message("1", "{\"id\":4711}"));
      Map<?, ?> message = places.received().get(0);
      assertEquals("{\"id\":4711}", message.get("Body"));
      Map<?, ?> attributes = (Map<?, ?>) message.get("MessageAttributes");
      assertEquals("application/json", value(attributes, "content-type"));
      assertEquals("1", value(attributes, "ce-id"));
      assertEquals(5, attributes.size());
    }
  }

  private static Object value(Map<?, ?> attributes, String name) {
    return ((Map<?, ?>) attributes.get(name)).get("StringValue");
  }

  @Test
  @DisplayName("more attributes than a message has room for make it the event in JSON")
  void structured() throws Exception {
    String[] more = {"a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6"};
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      send(places, message("1", "{\"id\":4711}", more));
      Map<?, ?> message = places.received().get(0);
      assertTrue(((String) message.get("Body")).endsWith(",\"data\":{\"id\":4711}}"), "readable");
      assertEquals(1, ((Map<?, ?>) message.get("MessageAttributes")).size());
    }
  }

  @Test
  @DisplayName("a queue in order keeps those of a key in order, and takes an event once")
  void fifo() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack.fifo")) {
      send(places, message("1", "1", "partitionkey", "customer 7"));
      send(places, message("1", "1", "partitionkey", "customer 7"));
      send(places, message("2", "2", "partitionkey", "customer 8"));
      send(places, message("3", "3"));
      List<Map<?, ?>> received = places.received();
      assertEquals(3, received.size(), "one was sent twice");
      assertNotEquals(group(received.get(0)), group(received.get(1)));
      assertEquals("portolan", group(received.get(2)));
    }
  }

  @Test
  @DisplayName("a queue in order takes all that one event was made into, whatever its id")
  void fanOut() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack.fifo")) {
      send(places, message("1", "\"first\""));
      send(places, message("1", "\"second\""));
      assertEquals(2, places.received().size());
    }
  }

  private static Object group(Map<?, ?> message) {
    return ((Map<?, ?>) message.get("Attributes")).get("MessageGroupId");
  }

  @Test
  @DisplayName("what is longer than SQS takes is refused here, with its size")
  void tooLong() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      String data = "\"" + "a".repeat(1_048_576) + "\"";
      IOException told = assertThrows(IOException.class, () -> send(places, message("1", data)));
      assertTrue(told.getMessage().startsWith("SQS takes no message of more than 1048576 bytes"));
      assertEquals(0, places.aws().calls().calls().stream().filter(EmbeddedPlaces::sends).count());
    }
  }

  @Test
  @DisplayName("a role that may read may not store, remove or send")
  void rights() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      places.become(EmbeddedPlaces.READS, EmbeddedPlaces.LISTS);
      Outbound outbound = places.outbound();
      assertNull(outbound.get("photos", "a", 10_000));
      IOException told =
          assertThrows(
              IOException.class, () -> outbound.put("photos", "a", new byte[1], "a/b", 10_000));
      assertTrue(told.getMessage().contains("needs s3:PutObject"), told.getMessage());
      told = assertThrows(IOException.class, () -> outbound.delete("photos", "a", 10_000));
      assertTrue(told.getMessage().contains("needs s3:DeleteObject"), told.getMessage());
      told = assertThrows(IOException.class, () -> send(places, message("1", "1")));
      assertTrue(told.getMessage().contains("AccessDenied"), told.getMessage());
      places.become(EmbeddedPlaces.STORES);
      Outbound stores = places.outbound();
      stores.put("photos", "a", new byte[1], "a/b", 10_000);
      told = assertThrows(IOException.class, () -> stores.get("photos", "a", 10_000));
      assertTrue(told.getMessage().contains("needs s3:GetObject"), told.getMessage());
    }
  }

  @Test
  @DisplayName("what SQS refuses is told in its words")
  void refused() throws Exception {
    try (EmbeddedPlaces places = new EmbeddedPlaces("to-pack")) {
      places.become(EmbeddedPlaces.SENDS.formatted("to-pack*"));
      IOException told =
          assertThrows(
              IOException.class,
              () -> places.outbound().send(places.queue() + "2", message("1", "1"), 10_000));
      assertTrue(told.getMessage().startsWith("SQS answered 400 "), told.getMessage());
      assertTrue(told.getMessage().contains("QueueDoesNotExist"), told.getMessage());
    }
  }
}
