package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of each kind of event, and what is refused. */
final class GooglePayloadsTest {
  private final Map<String, Object> event = new HashMap<>();

  private Map<?, ?> told(Event.Kind kind, String data) {
    event.put("data", data.getBytes(StandardCharsets.UTF_8));
    return (Map<?, ?>) GooglePayloads.of(kind, event);
  }

  @Test
  void anObjectWithItsNumbersOfText() {
    String data =
        "{\"bucket\":\"b\",\"name\":\"a b/c.txt\",\"size\":\"352\",\"etag\":\"e=\",\"generation\":\"9\","
            + "\"contentType\":\"text/plain\"}";
    Map<?, ?> told = told(Event.Kind.OBJECT_CREATED, data);
    assertEquals("b", told.get("bucket"));
    assertEquals("a b/c.txt", told.get("key"));
    assertEquals(352L, told.get("size"));
    assertEquals("e=", told.get("etag"));
    assertEquals("9", told.get("version"));
    assertEquals("text/plain", told.get("contentType"));
    event.remove("data");
    event.put(
        "data_base64", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        352L, ((Map<?, ?>) GooglePayloads.of(Event.Kind.OBJECT_DELETED, event)).get("size"));
    event.put("data_base64", "%");
    assertThrows(CodecException.class, () -> GooglePayloads.of(Event.Kind.OBJECT_DELETED, event));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String data : List.of("", "{", "1", "[]", "null", "{\"size\":\"x\"}")) {
      assertThrows(CodecException.class, () -> told(Event.Kind.OBJECT_CREATED, data), data);
    }
  }

  @Test
  void aDocumentByItsPath() {
    String document =
        "{\"name\":\"projects/p/databases/d/documents/a/1/b/2\",\"fields\":{\"n\":1}}";
    Map<?, ?> updated =
        told(
            Event.Kind.RECORD_UPDATED,
            "{\"value\":" + document + ",\"oldValue\":" + document + "}");
    assertEquals("a/1/b/2", updated.get("key"));
    assertEquals(Map.of("n", 1L), updated.get("before"));
    assertEquals(Map.of("n", 1L), updated.get("after"));
    Map<?, ?> deleted = told(Event.Kind.RECORD_DELETED, "{\"oldValue\":" + document + "}");
    assertEquals("a/1/b/2", deleted.get("key"));
    assertNull(deleted.get("after"));
    assertNull(told(Event.Kind.RECORD_DELETED, "{}").get("key"), "refused where it is bound");
  }
}
