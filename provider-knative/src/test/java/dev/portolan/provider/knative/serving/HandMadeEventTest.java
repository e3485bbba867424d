package dev.portolan.provider.knative.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.images.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HandMadeEventTest {
  @Test
  void anEventIsSentAsItIs() throws IOException {
    String event = "{\"specversion\":\"1.0\", \"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}";
    assertEquals(event, new String(HandMadeEvent.of(bytes(event)), StandardCharsets.UTF_8));
  }

  @Test
  void everythingElseIsTheDataOfOne() throws IOException {
    assertData("{\"name\":\"Ada\"}", "application/json", "{\"name\":\"Ada\"}");
    assertData("[1,2]", "application/json", "[1,2]");
    assertData("hello", "text/plain", "\"hello\"");
  }

  private static void assertData(String payload, String type, String data) throws IOException {
    ObjectNode event = Json.object(HandMadeEvent.of(bytes(payload)));
    assertEquals("1.0", event.path("specversion").asText());
    assertEquals("dev.portolan.invocation", event.path("type").asText());
    assertEquals(type, event.path("datacontenttype").asText());
    assertEquals(data, event.path("data").toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
