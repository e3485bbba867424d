package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Invoker;
import dev.portolan.testkit.adapter.BadEvents;
import dev.portolan.testkit.adapter.DescriptorLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what is sent to a broker that stands for a store, a function gets what it asked for. */
final class StoreEventsTest {
  private static final String TYPED =
      "dev.portolan.Event<dev.portolan.adapter.http.Recipient$Order>";
  private static final String STORED = "com.amazonaws.s3.ObjectCreated:Put";

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.s3.ObjectCreated:Put, '', OBJECT_CREATED",
    "com.amazonaws.s3.ObjectCreated:CompleteMultipartUpload, '', OBJECT_CREATED",
    "com.amazonaws.s3.ObjectRemoved:DeleteMarkerCreated, '', OBJECT_DELETED",
    "Microsoft.Storage.BlobCreated, '', OBJECT_CREATED",
    "Microsoft.Storage.BlobDeleted, '', OBJECT_DELETED",
    "google.cloud.storage.object.v1.finalized, '', OBJECT_CREATED",
    "io.debezium.connector.postgresql.DataChangeEvent, c, RECORD_CREATED",
    "io.debezium.connector.postgresql.DataChangeEvent, r, RECORD_CREATED",
    "io.debezium.connector.mysql.DataChangeEvent, u, RECORD_UPDATED",
    "io.debezium.postgresql.datachangeevent, d, RECORD_DELETED",
    "com.example.said, '', CUSTOM"
  })
  void whatIsNotAskedForIsLeftOut(String type, String operation, Event.Kind kind) {
    Map<String, Object> event = event(type, operation);
    boolean record = kind.name().startsWith("RECORD");
    assertEquals(kind == Event.Kind.OBJECT_CREATED, taken(event, "object-created"));
    assertEquals(kind == Event.Kind.OBJECT_DELETED, taken(event, "object-deleted"));
    assertEquals(record, taken(event, "record-changed"));
    assertEquals(
        kind.name().startsWith("OBJECT"), taken(event, "object-created", "object-deleted"));
    assertEquals(true, taken(event, "object-created", "topic"), "a topic brings anything");
    assertEquals(true, taken(event, "queue"), "and so does a queue");
    assertEquals(true, taken(event, "schedule"), "no store, no choice");
  }

  @Test
  void ticksAndRecordsOfKafkaComeToWhomNamedThem() {
    assertEquals(true, taken(event("dev.knative.sources.ping", ""), "object-created", "schedule"));
    assertEquals(false, taken(event("dev.knative.sources.ping", ""), "object-created"));
    assertEquals(true, taken(event("dev.knative.kafka.event", ""), "object-created", "kafka"));
  }

  @Test
  void ofABatchTheRestIsLeftOut() {
    List<?> batch = List.of(event(STORED, ""), event("com.example.said", ""), event(STORED, ""));
    Object asked = new KnativeEvents().event(batch, null, invoker("object-created"), null);
    assertEquals(List.of(batch.get(0), batch.get(2)), asked);
    assertNull(new KnativeEvents().event(batch, null, invoker("record-changed"), null));
  }

  @Test
  void whatAPersonSendsByHandIsMeant() {
    Map<String, Object> event = event("dev.portolan.invocation", "");
    assertSame(event, new KnativeEvents().event(event, null, invoker("object-created"), null));
  }

  @Test
  void anObjectIsTheSameWhoeverTellsOfIt() {
    Map<String, Object> s3 =
        portable(
            STORED,
            "",
            "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"photos\"},"
                + "\"object\":{\"key\":\"a+b%2Fc.png\",\"size\":7,\"eTag\":\"e\"}}}");
    Map<String, Object> blob =
        portable(
            "Microsoft.Storage.BlobCreated",
            "/blobServices/default/containers/photos/blobs/a b/c.png",
            "{\"contentLength\":7,\"eTag\":\"e\",\"contentType\":\"image/png\"}");
    Map<String, Object> google =
        portable(
            "google.cloud.storage.object.v1.finalized",
            "objects/a b/c.png",
            "{\"bucket\":\"photos\",\"name\":\"a b/c.png\",\"size\":\"7\",\"etag\":\"e\"}");
    for (Map<String, Object> told : List.of(s3, blob, google)) {
      assertEquals(
          List.of("photos", "a b/c.png", 7L, "e"),
          Arrays.asList(told.get("bucket"), told.get("key"), told.get("size"), told.get("etag")));
    }
  }

  @Test
  void aChangeHasARowBeforeAndAfter() {
    String type = "io.debezium.connector.postgresql.DataChangeEvent";
    Map<String, Object> plain =
        portable(type, "", "{\"before\":{\"id\":7},\"after\":null,\"op\":\"d\"}");
    assertEquals("7", plain.get("key"));
    assertEquals(Map.of("id", 7L), plain.get("before"));
    assertNull(plain.get("after"));
    Map<String, Object> withSchema =
        portable(type, "sku", "{\"schema\":{},\"payload\":{\"before\":null,\"after\":{\"n\":1}}}");
    assertEquals("sku", withSchema.get("key"));
    assertEquals(Map.of("n", 1L), withSchema.get("after"));
  }

  @Test
  void whatTheSenderSaysOfTheKeyGoesBeforeWhatLooksLikeOne() {
    Map<String, Object> event = event("io.debezium.connector.postgresql.DataChangeEvent", "u");
    for (String name : List.of("pk", "_id")) {
      event.put("data", Map.of("after", Map.of(name, 7L, "n", 1L)));
      assertEquals("7", key(event));
      event.put("partitionkey", "p");
      assertEquals("p", key(event));
      event.put("subject", "s");
      assertEquals("s", key(event));
      event.put("data", Map.of("after", Map.of(name, 7L, "id", 8L)));
      assertEquals("8", key(event));
      event.remove("subject");
      event.remove("partitionkey");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"$oid\":\"596e275826f08b2730779e1f\"} | 596e275826f08b2730779e1f",
        "{\"$numberLong\":\"1004\"} | 1004",
        "{\"$date\":{\"$numberLong\":\"1558965506000\"}} | 1558965506000",
        "12 | 12",
        "\"a\" | a",
        "{\"nums\":[1],\"hi\":\"kafka\"} | {\"hi\":\"kafka\",\"nums\":[1]}",
        "{\"hi\":1} | {\"hi\":1}"
      },
      delimiter = '|')
  void aDocumentOfMongoDbIsReadFromItsText(String id, String key) {
    Map<String, Object> event = event("io.debezium.connector.mongodb.DataChangeEvent", "d");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("before", "{\"_id\":" + id + "}");
    data.put("after", null);
    event.put("data", data);
    assertEquals(key, key(event));
    data.put("before", "{\"_id\":");
    assertThrows(CodecException.class, () -> key(event));
  }

  private static Object key(Map<String, Object> event) {
    return ((Map<?, ?>) new KnativeEvents().portable(Event.Kind.RECORD_UPDATED, event)).get("key");
  }

  @Test
  void whatIsNoEventIsRefusedByWhoTakesFromAStoreOrAQueue() throws IOException {
    for (String trigger : List.of("queue", "object-created", "record-changed")) {
      Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", "f");
      int before = Recipient.CALLS.get();
      int acknowledged = 0;
      try (RunningServer server = RunningServer.start(taking(TYPED, trigger), variables)) {
        for (Map.Entry<String, HttpRequest> bad : BadEvents.requests().entrySet()) {
          try (RawCaller caller = server.caller()) {
            int status = HttpCaller.exchange(caller, bad.getValue()).status();
            acknowledged += status == 204 ? 1 : 0;
            assertTrue(
                status == 400 || status == 204 && !trigger.equals("queue"),
                trigger + ", " + bad.getKey() + ": " + status);
          }
        }
      }
      assertEquals(before, Recipient.CALLS.get(), "the function is not called");
      assertTrue(acknowledged < BadEvents.requests().size() / 2 + 10, "what it is not of, unread");
    }
  }

  @Test
  void aStoresEventThatCannotBeReadIsRefusedForGood() throws IOException {
    Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", "f");
    String objects = "dev.portolan.Event<dev.portolan.ObjectRef>";
    String changes = "dev.portolan.Event<dev.portolan.Change<java.lang.Object>>";
    int tried = 0;
    int before = Recipient.CALLS.get();
    for (String type :
        List.of(
            STORED,
            "Microsoft.Storage.BlobCreated",
            "google.cloud.storage.object.v1.finalized",
            "io.debezium.connector.postgresql.DataChangeEvent")) {
      boolean record = type.startsWith("io.");
      Invoker invoker =
          taking(record ? changes : objects, record ? "record-changed" : "object-created");
      try (RunningServer server = RunningServer.start(invoker, variables)) {
        for (String data :
            List.of(
                "null",
                "1",
                "[]",
                "true",
                "\"x\"",
                "{}",
                "{\"s3\":1}",
                "{\"s3\":{}}",
                "{\"bucket\":1}",
                "{\"name\":\"n\"}",
                "{\"size\":\"many\"}",
                "{\"after\":1}",
                "{\"before\":{}}",
                "{\"payload\":{}}",
                "{\"payload\":1}")) {
          String event =
              "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"iodebeziumop\":\"c\","
                  + "\"type\":\""
                  + type
                  + "\",\"data\":"
                  + data
                  + "}";
          byte[] body = event.getBytes(StandardCharsets.UTF_8);
          int status = PublishedEventsTest.post(server, CloudEventsTest.STRUCTURED, body);
          assertEquals(400, status, event);
          tried++;
        }
      }
    }
    assertEquals(before, Recipient.CALLS.get(), "the function is not called");
    assertTrue(tried >= 60, "only " + tried);
  }

  @Test
  void whatCannotBeReadIsToldAsSuch() {
    assertThrows(CodecException.class, () -> portable(STORED, "", "[]"));
    assertThrows(CodecException.class, () -> portable("Microsoft.Storage.BlobCreated", "/x", "{}"));
    assertThrows(
        CodecException.class,
        () -> portable("google.cloud.storage.object.v1.deleted", "", "{\"size\":\"many\"}"));
    assertNull(portable("com.example.said", "", "{}"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> portable(String type, String subject, String data) {
    Map<String, Object> event = event(type, "");
    if (!subject.isEmpty()) {
      event.put("subject", subject);
    }
    event.put("data", JsonReader.read(data.getBytes(StandardCharsets.UTF_8)));
    Object told = new KnativeEvents().portable(Event.Kind.OBJECT_CREATED, event);
    event.put("data", data.getBytes(StandardCharsets.UTF_8));
    assertEquals(told, new KnativeEvents().portable(Event.Kind.OBJECT_CREATED, event));
    return (Map<String, Object>) told;
  }

  private static boolean taken(Map<String, Object> event, String... triggers) {
    Object asked = new KnativeEvents().event(event, null, invoker(triggers), null);
    assertEquals(asked == null ? null : event, asked);
    return asked != null;
  }

  private static Map<String, Object> event(String type, String operation) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", "1");
    event.put("source", "/s");
    event.put("type", type);
    if (!operation.isEmpty()) {
      event.put("iodebeziumop", operation);
    }
    return event;
  }

  private static Invoker invoker(String... triggers) {
    return taking("java.lang.Void", triggers);
  }

  private static Invoker taking(String input, String... triggers) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + Recipient.Typed.class.getName()
            + "\",\"input\":\""
            + input
            + "\",\"output\":\"java.lang.Void\",\"triggers\":["
            + Arrays.stream(triggers)
                .map(type -> "{\"type\":\"" + type + "\"}")
                .collect(Collectors.joining(","))
            + "]}]}";
    ClassLoader loader = new DescriptorLoader(Recipient.class.getClassLoader(), descriptor);
    return Invoker.open(Map.of("PORTOLAN_FUNCTION", "f"), loader);
  }
}
