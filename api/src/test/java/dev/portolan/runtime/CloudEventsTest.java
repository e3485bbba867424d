package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An event is read in each of its modes; what is none is refused with what was expected. */
final class CloudEventsTest {
  private static HttpRequest post(String body, String... headers) {
    return HttpRequest.of("POST", "/")
        .withHeaders(Fields.headers(headers))
        .withBody(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsMeantToBeAnEventIsToldByItsHeaders() {
    assertTrue(CloudEvents.isEvent(Fields.headers("CE-Id", "1")));
    assertTrue(CloudEvents.isEvent(Fields.headers("Content-Type", "Application/CloudEvents+json")));
    assertFalse(CloudEvents.isEvent(Fields.headers("content-type", "application/json")));
    assertFalse(CloudEvents.isEvent(Fields.headers("x-ce-id", "1")));
  }

  @Test
  void binaryMode() {
    HttpRequest request = post("AB", "ce-id", "1", "Ce-Type", "a%20b", "content-type", "x/y");
    Map<?, ?> tree = (Map<?, ?>) CloudEvents.tree(request);
    assertEquals("1", tree.get("id"));
    assertEquals("a b", tree.get("type"));
    assertEquals("x/y", tree.get("datacontenttype"));
    assertArrayEquals(new byte[] {'A', 'B'}, (byte[]) tree.get("data"));
  }

  @Test
  void structuredAndBatchedMode() {
    String json = "application/cloudevents+json; charset=utf-8";
    assertEquals(Map.of("id", "1"), CloudEvents.tree(post("{\"id\":\"1\"}", "content-type", json)));
    String batch = "application/cloudevents-batch+json";
    assertEquals(
        List.of(Map.of("id", "1")),
        CloudEvents.tree(post("[{\"id\":\"1\"}]", "content-type", batch)));
    assertRefused("Expected an event in JSON", post("[]", "content-type", json));
    assertRefused("Expected an event in JSON", post("{}", "content-type", batch));
    assertRefused("Expected an object", post("[1]", "content-type", batch));
  }

  @Test
  void whatIsNoEvent() {
    assertRefused("header ce-id once", post("", "ce-id", "1", "CE-ID", "2"));
    assertRefused("no header ce-data", post("", "ce-data", "1"));
    assertRefused("UTF-8", post("", "ce-id", "%ff"));
    assertRefused("with names", post("", "ce-", "1"));
  }

  @Test
  void aNameMayBeLongerThanIsAdvised() {
    String name = "a".repeat(21);
    assertEquals(Map.of(name, "1"), CloudEvents.tree(post("", "ce-" + name, "1")));
    assertEquals(
        Map.of(name, "1"),
        CloudEvents.tree(
            post("{\"" + name + "\":\"1\"}", "content-type", "application/cloudevents+json")));
  }

  private static void assertRefused(String said, HttpRequest request) {
    String message =
        assertThrows(CodecException.class, () -> CloudEvents.tree(request)).getMessage();
    assertTrue(message.contains(said), message);
  }
}
