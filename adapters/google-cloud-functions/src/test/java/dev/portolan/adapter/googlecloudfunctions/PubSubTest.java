package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.UntoldData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message of Pub/Sub is handed over as what was published. */
final class PubSubTest {
  private static final String CE =
      "\"ce-specversion\":\"1.0\",\"ce-id\":\"o-1\",\"ce-source\":\"/shop\",\"ce-type\":\"";

  private static Map<?, ?> event(Published published) {
    return (Map<?, ?>) translated(published.request());
  }

  private static Object translated(HttpRequest request) {
    return GoogleEvents.event(
        CloudEvents.tree(request),
        Fields.headers(),
        Described.taker(Described.ORDERS, Described.RETURNS).invoker(),
        null);
  }

  private static String data(Map<?, ?> event) {
    Object data = event.get("data");
    byte[] bytes = data instanceof UntoldData untold ? untold.bytes() : (byte[]) data;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aPlainMessage() {
    Map<?, ?> event =
        event(Published.of("returns", "{\"a\":1}", "\"attr1\":\"v\",\"My-Attr_2\":\"w\""));
    assertEquals("2070443601311540", event.get("id"), "the same each time it is delivered");
    assertEquals("//pubsub.googleapis.com/projects/my-project/topics/returns", event.get("source"));
    assertEquals("google.cloud.pubsub.topic.v1.messagePublished", event.get("type"));
    assertEquals("2021-02-26T19:13:55.749Z", event.get("time"));
    assertEquals("v", event.get("attr1"));
    assertEquals("w", event.get("myattr2"));
    assertEquals("k1", event.get("partitionkey"));
    assertEquals("application/json", event.get("datacontenttype"));
    assertEquals("{\"a\":1}", data(event));
  }

  @Test
  void attributesAreNoWayToForgeTheEvent() {
    Map<?, ?> event = event(Published.of("returns", "1", "\"id\":\"x\",\"type\":\"y\",\"\":\"z\""));
    assertEquals("2070443601311540", event.get("id"));
    assertEquals("google.cloud.pubsub.topic.v1.messagePublished", event.get("type"));
  }

  @Test
  void attributesThatCloudEventsHasWordsForAreLeftOut() {
    Map<?, ?> event =
        event(
            Published.of(
                "returns",
                "hi",
                "\"subject\":\"s\",\"Content-Type\":\"\",\"datacontenttype\":\"a/b\","
                    + "\"dataschema\":\"\",\"data_base64\":\"eA==\",\"note\":\"\""));
    assertEquals("text/plain; charset=utf-8", event.get("datacontenttype"));
    assertEquals("hi", data(event));
    for (String name : List.of("subject", "dataschema", "database64", "data_base64", "note")) {
      assertNull(event.get(name), name);
    }
  }

  @Test
  void theMediaTypeIsThePublishersOrFound() {
    assertEquals(
        "text/x",
        event(Published.of("returns", "{}", "\"Content-Type\":\"text/x\"")).get("datacontenttype"));
    assertEquals(
        "text/plain; charset=utf-8",
        event(Published.of("returns", "hello", "")).get("datacontenttype"));
    assertEquals(
        "application/octet-stream",
        event(new Published("returns", "/w==", "")).get("datacontenttype"));
    Map<?, ?> empty = event(new Published("returns", "", ""));
    assertNull(empty.get("datacontenttype"));
    assertNull(empty.get("data"));
  }

  @Test
  void whatWasPublishedAsAnEventIsThatEvent() {
    Map<?, ?> event =
        event(
            Published.of(
                "orders",
                "{\"id\":1}",
                CE
                    + "com.acme.order.placed\",\"ce-tenant\":\"t\",\"other\":\"x\","
                    + "\"content-type\":\"application/json\""));
    assertEquals("o-1", event.get("id"));
    assertEquals("/shop", event.get("source"));
    assertEquals("t", event.get("tenant"));
    assertNull(event.get("other"));
    assertNull(event.get("time"), "that of the message is not the event's");
    assertEquals("{\"id\":1}", data(event));
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"o-2\",\"source\":\"/shop\","
            + "\"type\":\"com.acme.order.placed\",\"data\":{\"id\":2}}";
    Map<?, ?> structured =
        event(Published.of("orders", json, "\"content-type\":\"application/cloudevents+json\""));
    assertEquals("o-2", structured.get("id"));
    assertEquals(Map.of("id", 2L), structured.get("data"));
  }

  @Test
  void onlyTheTypesThatWereAskedFor() {
    assertNull(event(Published.of("orders", "1", CE + "com.acme.order.paid\"")));
    assertNull(event(Published.of("orders", "1", "")), "a plain message has another type");
    assertEquals(
        "com.acme.order.paid",
        event(Published.of("returns", "1", CE + "com.acme.order.paid\"")).get("type"));
    String batch =
        "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"com.acme.order.placed\"},"
            + "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"other\"}]";
    String attribute = "\"content-type\":\"application/cloudevents-batch+json\"";
    List<?> asked = (List<?>) translated(Published.of("orders", batch, attribute).request());
    assertEquals(1, asked.size());
  }

  @Test
  void aTopicThatOnlyAnotherVersionNamesIsDroppedAndLogged() {
    try (Heard heard = Heard.of("f")) {
      assertNull(event(Published.of("other", "1", CE + "com.acme.order.placed\"")));
      assertEquals(
          "Event 2070443601311540 of //pubsub.googleapis.com/projects/my-project/topics/other"
              + " is acknowledged and lost: this version of the function names other topics",
          heard.only());
    }
  }

  @Test
  void aMessageInAnEventInJson() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"//pubsub.googleapis.com/projects/p/topics/returns\","
            + "\"type\":\"google.cloud.pubsub.topic.v1.messagePublished\",\"data\":"
            + Published.of("returns", "\"hi\"", "").body()
            + "}";
    HttpRequest request =
        HttpRequest.of("POST", "/")
            .withHeader("content-type", "application/cloudevents+json")
            .withBody(json.getBytes(StandardCharsets.UTF_8));
    assertEquals("\"hi\"", data((Map<?, ?>) translated(request)));
  }

  @Test
  void whatWasPublishedAndIsNoEventIsDropped() {
    assertNull(event(new Published("returns", "%%", "")));
    String structured = "\"content-type\":\"application/cloudevents+json\"";
    for (String text : List.of("", "{", "1", "[1]", "{\"type\":1}")) {
      assertNull(event(Published.of("returns", text, structured)), text);
    }
    assertNull(event(Published.of("returns", "1", "\"ce-specversion\":\"1.0\"")));
  }

  @Test
  void anEventWithoutAMessageIsDropped() {
    for (String body : List.of("", "{", "1", "[]", "{}", "{\"message\":1}", "{\"message\":null}")) {
      HttpRequest request =
          new Published("returns", "", "")
              .request()
              .withBody(body.getBytes(StandardCharsets.UTF_8));
      assertNull(translated(request), body);
    }
  }
}
