package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is published is read as the same event. */
final class PublishWireTest {
  private static final String JSON = "application/json";

  private static Map<String, String> attributes(String... more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("specversion", "1.0");
    all.put("id", "o-1");
    all.put("source", "/portolan/shop");
    all.put("type", "com.acme.order");
    all.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static Map<?, ?> published(OutboundMessage message) {
    byte[] body = new JsonWriter().value(PublishWire.request(message)).toBytes();
    List<?> all = (List<?>) ((Map<?, ?>) JsonReader.read(body)).get("messages");
    assertEquals(1, all.size());
    return (Map<?, ?>) all.get(0);
  }

  /** As Eventarc hands the message on, and the adapter reads it. */
  private static Map<?, ?> read(OutboundMessage message) {
    Map<?, ?> envelope =
        Map.of(
            "specversion", "1.0",
            "id", "77",
            "source", "//pubsub.googleapis.com/projects/p/topics/to-pack",
            "type", GoogleEvents.MESSAGE,
            "data", Map.of("message", published(message)));
    return (Map<?, ?>) PubSubMessage.of(envelope).event();
  }

  private static byte[] data(Map<?, ?> event) {
    Object data = event.get("data");
    if (event.get("data_base64") instanceof String base64) {
      return Base64.getDecoder().decode(base64);
    }
    return data instanceof byte[] bytes ? bytes : new JsonWriter().value(data).toBytes();
  }

  private static void assertSame(OutboundMessage message) {
    Map<?, ?> event = read(message);
    message.attributes().forEach((name, value) -> assertEquals(value, event.get(name), name));
    assertEquals(message.contentType(), event.get("datacontenttype"));
    if (message.data().length == 0) {
      assertNull(event.get("data"));
    } else {
      assertArrayEquals(message.data(), data(event));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void itIsTheSameEvent() {
    assertSame(new OutboundMessage(attributes(), JSON, utf8("{\"a\":1}")));
    assertSame(new OutboundMessage(attributes("subject", "ü 1%"), "text/plain", utf8("grün")));
    assertSame(new OutboundMessage(attributes(), "image/png", new byte[] {-1, 0, 1}));
    assertSame(new OutboundMessage(attributes(), null, new byte[0]));
  }

  @Test
  void othersFindPlainData() {
    Map<?, ?> message = published(new OutboundMessage(attributes(), JSON, utf8("{\"a\":1}")));
    assertEquals(Base64.getEncoder().encodeToString(utf8("{\"a\":1}")), message.get("data"));
    Map<?, ?> told = (Map<?, ?>) message.get("attributes");
    assertEquals("com.acme.order", told.get("ce-type"));
    assertEquals(JSON, told.get("content-type"));
    assertFalse(message.containsKey("orderingKey"));
  }

  @Test
  void thePartitionKeyKeepsTheOrder() {
    OutboundMessage message = new OutboundMessage(attributes("partitionkey", "k"), JSON, utf8("1"));
    assertEquals("k", published(message).get("orderingKey"));
    assertSame(message);
    OutboundMessage tooLong =
        new OutboundMessage(attributes("partitionkey", "ü".repeat(513)), JSON, utf8("1"));
    assertThrows(IllegalArgumentException.class, () -> PublishWire.request(tooLong));
  }

  @Test
  void anAttributeThatDoesNotFitMakesItTheJsonForm() {
    for (String subject : new String[] {"ü".repeat(513), ""}) {
      OutboundMessage json =
          new OutboundMessage(attributes("subject", subject), JSON, utf8("{\"a\":1}"));
      Map<?, ?> told = (Map<?, ?>) published(json).get("attributes");
      assertEquals(Map.of("content-type", "application/cloudevents+json"), told);
      assertSame(json);
      assertSame(new OutboundMessage(attributes("subject", subject), "a/b", new byte[] {-1}));
      assertSame(new OutboundMessage(attributes("subject", subject), JSON, utf8("no json")));
      assertSame(new OutboundMessage(attributes("subject", subject), null, new byte[0]));
    }
    assertSame(new OutboundMessage(attributes("subject", "ü".repeat(512)), JSON, utf8("1")));
  }

  @Test
  void anEventAsDataIsNotTakenForTheEvent() {
    OutboundMessage message =
        new OutboundMessage(
            attributes(), "Application/CloudEvents+json", utf8("{\"type\":\"inner\"}"));
    assertTrue(published(message).get("data") instanceof String);
    assertSame(message);
  }
}
