package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaEventsTest {
  private final Map<String, Object> event =
      new HashMap<>(
          Map.of(
              "source", "/apis/v1/namespaces/n/kafkasources/k#clicks",
              "subject", "partition:2#15",
              "partitionkey", "other",
              "kafkaheadera", "x",
              "data", new byte[] {'h', 'i'}));

  @Test
  void attributesTellARecord() {
    Map<String, Object> told = KafkaEvents.portable(event);
    assertEquals("clicks", told.get("topic"));
    assertEquals(2L, told.get("partition"));
    assertEquals(15L, told.get("offset"));
    assertEquals(
        Map.of("topic", "clicks", "partition", 2L, "offset", 15L), KafkaEvents.place(event));
    assertArrayEquals(
        new byte[] {'h', 'i'}, ((UntoldData) told.get("value")).bytes(), "JSON or text");
    assertEquals("other", new String(((UntoldData) told.get("key")).bytes()));
    Map<?, ?> header = (Map<?, ?>) ((List<?>) told.get("headers")).get(0);
    assertEquals("a", header.get("name"));
    assertArrayEquals(new byte[] {'x'}, (byte[]) header.get("value"));
    event.put("key", "k");
    assertEquals("k", new String(((UntoldData) KafkaEvents.portable(event).get("key")).bytes()));
    event.remove("data");
    event.put("data_base64", "AP8=");
    assertArrayEquals(
        new byte[] {0, (byte) 0xff},
        ((UntoldData) KafkaEvents.portable(event).get("value")).bytes());
  }

  @Test
  void otherAttributesTellNone() {
    for (String subject : List.of("", "2#15", "partition:2", "partition:x#15", "partition:2#")) {
      event.put("subject", subject);
      assertNull(KafkaEvents.portable(event), subject);
      assertNull(KafkaEvents.place(event), subject);
    }
    event.put("subject", "partition:2#15");
    event.put("source", "/s");
    assertNull(KafkaEvents.portable(event));
  }
}
