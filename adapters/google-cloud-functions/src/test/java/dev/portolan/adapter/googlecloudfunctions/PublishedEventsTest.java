package dev.portolan.adapter.googlecloudfunctions;

import static dev.portolan.testkit.adapter.PublishedEvents.assertEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.ObjectRef;
import dev.portolan.Tick;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.testkit.adapter.PublishedEvents;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vendor's own sample events, as a function is handed them by either of Google's servers. */
final class PublishedEventsTest {
  private static final String FIRESTORE =
      "//firestore.googleapis.com/projects/project-id/databases/(default)";
  private static final String DOCUMENT = "google.cloud.firestore.document.v1.";
  private static final String OBJECT = "java.lang.Object";
  private static final String MAP = "java.util.Map<java.lang.String,java.lang.Object>";
  private static final String TOPIC = "{\"type\":\"topic\",\"topic\":\"gcf-test\",\"types\":[]}";

  private static byte[] published(String name) {
    return PublishedEvents.read(PublishedEventsTest.class, name);
  }

  private static Event<?> handed(HttpRequest request, String data, String... triggers) {
    Described function =
        new Described(
            PublishedEvents.Keeper.class,
            "dev.portolan.Event<" + data + ">",
            triggers.length == 0 ? Described.SCHEDULE : String.join(",", triggers));
    Event<?> first = null;
    for (boolean requests : new boolean[] {true, false}) {
      PublishedEvents.Keeper.last = null;
      try (InvokerServer server =
          requests
              ? InvokerServer.start(function.entryPoint())
              : InvokerServer.start(function.eventEntryPoint())) {
        assertTrue(server.send(request).status() < 300);
      }
      Event<?> event = PublishedEvents.Keeper.last;
      // Its second server hands on no header, by which a tick is told from another.
      if (first == null) {
        first = event;
      } else if (first.kind() != Event.Kind.SCHEDULE) {
        assertEquals(first.id(), event.id());
        assertEquals(first.kind(), event.kind());
        assertEquals(first.time(), event.time());
        assertEquals(first.extensions(), event.extensions());
      }
    }
    return first;
  }

  private static HttpRequest structured(String name) {
    return HttpRequest.of("POST", "/")
        .withHeader("content-type", "application/cloudevents+json; charset=utf-8")
        .withBody(published(name));
  }

  /** Data that is published without its event, in an event of this type. */
  private static HttpRequest binary(
      String type, String source, String subject, String mediaType, byte[] data) {
    HttpRequest request =
        Published.event(type, "")
            .withHeader("ce-id", "7")
            .withHeader("ce-source", source)
            .withHeader("ce-time", "2020-09-29T11:32:00.123Z")
            .withHeader("content-type", mediaType)
            .withBody(data);
    return subject == null ? request : request.withHeader("ce-subject", subject);
  }

  @Test
  @DisplayName("Pub/Sub: a message with its attributes, decoded")
  void messages() {
    Event<?> event = handed(structured("pubsub"), "java.lang.String", TOPIC);
    assertEvent(
        event,
        Event.Kind.TOPIC,
        "aaaaaa-1111-bbbb-2222-cccccccccccc",
        "//pubsub.googleapis.com/projects/sample-project/topics/gcf-test",
        "google.cloud.pubsub.topic.v1.messagePublished",
        "2020-09-29T11:32:00.123Z");
    assertEquals("test message 3", event.data());
    assertEquals(Optional.empty(), event.subject());
    assertEquals(Map.of("attr1", "attr1-value"), event.extensions());
    assertEquals(1, PublishedEvents.Keeper.attempt, "nobody counts");
    String queue = "{\"type\":\"queue\",\"queue\":\"gcf-test\"}";
    assertEquals(Event.Kind.QUEUE, handed(structured("pubsub"), "java.lang.String", queue).kind());
  }

  @Test
  @DisplayName("Pub/Sub: a message whose fields are named twice, and how often it came")
  void countedMessages() {
    String source = "//pubsub.googleapis.com/projects/my-project/topics/gcf-test";
    byte[] body = published("pubsub-fields");
    Event<?> event =
        handed(
            binary(GoogleEvents.MESSAGE, source, null, "application/json", body), "byte[]", TOPIC);
    assertEvent(
        event,
        Event.Kind.TOPIC,
        "message-id",
        source,
        "google.cloud.pubsub.topic.v1.messagePublished",
        "2021-02-05T04:06:14.109Z");
    assertArrayEquals(new byte[] {1, 2, 3, 4}, (byte[]) event.data());
    assertEquals(Map.of(), event.extensions());
    byte[] counted =
        new String(body, UTF_8).replaceFirst("\\{", "{\"deliveryAttempt\":5,").getBytes(UTF_8);
    Event<?> fifth =
        handed(
            binary(GoogleEvents.MESSAGE, source, null, "application/json", counted),
            "byte[]",
            TOPIC);
    assertEquals(Map.of("portolanattempt", "5"), fifth.extensions());
    assertEquals(5, PublishedEvents.Keeper.attempt);
  }

  @Test
  @DisplayName("Pub/Sub: what the emulator pushes")
  void emulatedMessages() {
    String source = "//pubsub.googleapis.com/projects/FOO/topics/gcf-test";
    Event<?> event =
        handed(
            binary(
                GoogleEvents.MESSAGE,
                source,
                null,
                "application/json",
                published("pubsub-emulator")),
            OBJECT,
            TOPIC);
    assertEquals("1", event.id());
    assertEquals(Map.of("test", "123"), event.extensions());
    assertEquals(Map.of("foo", "bar"), event.data());
  }

  @Test
  @DisplayName("Cloud Storage: an object was stored")
  void storedObjects() {
    Event<?> event = handed(structured("storage"), ObjectRef.class.getName());
    assertEvent(
        event,
        Event.Kind.OBJECT_CREATED,
        "aaaaaa-1111-bbbb-2222-cccccccccccc",
        "//storage.googleapis.com/projects/_/buckets/some-bucket",
        "google.cloud.storage.object.v1.finalized",
        "2020-09-29T11:32:00.123Z");
    assertEquals(Optional.of("objects/folder/Test.cs"), event.subject());
    assertEquals(
        new ObjectRef(
            "some-bucket",
            "folder/Test.cs",
            OptionalLong.of(352),
            Optional.of("CNHZkbuF/ugCEAE="),
            Optional.of("text/plain"),
            Optional.of("1587627537231057")),
        event.data());
    Map<?, ?> own = (Map<?, ?>) handed(structured("storage"), OBJECT).data();
    assertEquals("storage#object", own.get("kind"), "who asks for no payload gets Google's own");
  }

  @Test
  @DisplayName("Cloud Storage: an object was removed, or something else became of it")
  void removedObjects() {
    String source = "//storage.googleapis.com/projects/_/buckets/sample-bucket";
    for (String happened : List.of("deleted", "archived", "metadataUpdated")) {
      boolean deleted = happened.equals("deleted");
      Event<?> event =
          handed(
              binary(
                  "google.cloud.storage.object.v1." + happened,
                  source,
                  "objects/MyFile",
                  "application/json",
                  published("storage-complex")),
              deleted ? ObjectRef.class.getName() : OBJECT);
      assertEvent(
          event,
          deleted ? Event.Kind.OBJECT_DELETED : Event.Kind.CUSTOM,
          "7",
          source,
          "google.cloud.storage.object.v1." + happened,
          "2020-09-29T11:32:00.123Z");
      assertEquals(Optional.of("objects/MyFile"), event.subject());
      if (deleted) {
        assertEquals(
            new ObjectRef(
                "sample-bucket",
                "MyFile",
                OptionalLong.of(0),
                Optional.of("COu8mb3Dn+kCEAE="),
                Optional.of("esse commodo"),
                Optional.of("96883251")),
            event.data());
      }
    }
  }

  @Test
  @DisplayName("Firestore: a document that was changed, from protobuf")
  void changedDocuments() {
    byte[] change = change((Map<?, ?>) JsonReader.read(published("firestore-simple"))).toBytes();
    Map<String, Object> before = Map.of("another test", "asd", "count", 3L, "foo", "bar");
    Map<String, Object> after = new HashMap<>(before);
    after.put("count", 4L);
    for (String type : List.of("updated", "updated.withAuthContext", "written")) {
      Event<?> event =
          handed(
              binary(
                  DOCUMENT + type,
                  FIRESTORE,
                  "documents/gcf-test/2Vm2mI1d0wIaK2Waj5to",
                  "application/protobuf",
                  change),
              "dev.portolan.Change<" + MAP + ">");
      assertEvent(
          event,
          Event.Kind.RECORD_UPDATED,
          "7",
          FIRESTORE,
          DOCUMENT + type,
          "2020-09-29T11:32:00.123Z");
      assertEquals(Optional.of("documents/gcf-test/2Vm2mI1d0wIaK2Waj5to"), event.subject());
      assertEquals(
          new Change<>("gcf-test/2Vm2mI1d0wIaK2Waj5to", Optional.of(before), Optional.of(after)),
          event.data());
    }
  }

  @Test
  @DisplayName("Firestore: values of every sort, from protobuf as plain JSON")
  void values() {
    byte[] change = change((Map<?, ?>) JsonReader.read(published("firestore-complex"))).toBytes();
    Event<?> event =
        handed(
            binary(DOCUMENT + "created", FIRESTORE, null, "application/protobuf", change), OBJECT);
    assertEquals(Event.Kind.RECORD_CREATED, event.kind());
    assertEquals("application/json", event.dataContentType());
    Map<?, ?> value = (Map<?, ?>) ((Map<?, ?>) event.data()).get("value");
    assertEquals("2020-04-23T14:25:05.349632Z", value.get("createTime"));
    Map<String, Object> fields = new HashMap<>();
    fields.put("arrayValue", List.of(1L, 2L));
    fields.put("booleanValue", true);
    fields.put("doubleValue", 5.5);
    fields.put("geoPointValue", Map.of("latitude", 51.4543, "longitude", -0.9781));
    fields.put("intValue", 50L);
    fields.put("mapValue", Map.of("field1", "x", "field2", List.of("x", 1L)));
    fields.put("nullValue", null);
    fields.put(
        "referenceValue", "projects/project-id/databases/(default)/documents/foo/bar/baz/qux");
    fields.put("stringValue", "text");
    fields.put("timestampValue", "2020-04-23T14:23:53.241Z");
    assertEquals(plain(fields), plain(value.get("fields")));
  }

  /** What JSON makes of it, whatever its numbers are. */
  private static Object plain(Object tree) {
    return JsonReader.read(new JsonWriter().value(tree).toBytes());
  }

  @Test
  @DisplayName("Cloud Scheduler: a tick, by its job's name")
  void ticks() {
    String source = "//cloudscheduler.googleapis.com/projects/p/locations/l/jobs/nightly";
    HttpRequest request =
        binary(GoogleEvents.TICK, source, null, "application/json", published("scheduler"))
            .withHeader("X-CloudScheduler-JobName", "nightly")
            .withHeader("X-CloudScheduler-ScheduleTime", "2020-09-29T11:00:00Z");
    Event<?> event = handed(request, Tick.class.getName());
    assertEvent(
        event,
        Event.Kind.SCHEDULE,
        "nightly/2020-09-29T11:00:00Z",
        source,
        "google.cloud.scheduler.job.v1.executed",
        "2020-09-29T11:00:00Z");
    assertEquals(new Tick("nightly", Instant.parse("2020-09-29T11:00:00Z")), event.data());
    assertEquals(Map.of("customData", "my base64 data"), handed(request, OBJECT).data());
  }

  @Test
  @DisplayName("Eventarc: what else happened is what it says")
  void otherEvents() {
    Event<?> event = handed(structured("database"), OBJECT);
    assertEvent(
        event,
        Event.Kind.CUSTOM,
        "aaaaaa-1111-bbbb-2222-cccccccccccc",
        "//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/my-project-id",
        "google.firebase.database.ref.v1.written",
        "2020-09-29T11:32:00.123Z");
    assertEquals(Optional.of("refs/gcf-test/xyz"), event.subject());
    assertEquals(Map.of("grandchild", "other"), ((Map<?, ?>) event.data()).get("delta"));
  }

  /** What is published as protobuf's JSON, as protobuf. */
  private static ProtoWriter change(Map<?, ?> json) {
    ProtoWriter mask = new ProtoWriter();
    Object paths = ((Map<?, ?>) json.get("updateMask")).get("fieldPaths");
    for (Object path : paths == null ? List.of() : (List<?>) paths) {
      mask.text(1, (String) path);
    }
    return new ProtoWriter()
        .message(1, document((Map<?, ?>) json.get("value")))
        .message(2, document((Map<?, ?>) json.get("oldValue")))
        .message(3, mask);
  }

  private static ProtoWriter document(Map<?, ?> json) {
    ProtoWriter document = new ProtoWriter();
    if (json.isEmpty()) {
      return document;
    }
    document.text(1, (String) json.get("name"));
    ((Map<?, ?>) json.get("fields"))
        .forEach((name, value) -> document.entry(2, (String) name, value((Map<?, ?>) value)));
    return document
        .message(3, time((String) json.get("createTime")))
        .message(4, time((String) json.get("updateTime")));
  }

  private static ProtoWriter time(String text) {
    Instant time = Instant.parse(text);
    return new ProtoWriter().number(1, time.getEpochSecond()).number(2, time.getNano());
  }

  private static ProtoWriter value(Map<?, ?> json) {
    ProtoWriter value = new ProtoWriter();
    String type = (String) json.keySet().iterator().next();
    Object told = json.get(type);
    return switch (type) {
      case "booleanValue" -> value.number(1, (Boolean) told ? 1 : 0);
      case "integerValue" -> value.number(2, Long.parseLong((String) told));
      case "doubleValue" -> value.real(3, real(told));
      case "referenceValue" -> value.text(5, (String) told);
      case "mapValue" -> value.message(6, map((Map<?, ?>) ((Map<?, ?>) told).get("fields")));
      case "geoPointValue" ->
          value.message(
              8,
              new ProtoWriter()
                  .real(1, real(((Map<?, ?>) told).get("latitude")))
                  .real(2, real(((Map<?, ?>) told).get("longitude"))));
      case "arrayValue" -> value.message(9, array((List<?>) ((Map<?, ?>) told).get("values")));
      case "timestampValue" -> value.message(10, time((String) told));
      case "nullValue" -> value.number(11, 0);
      case "stringValue" -> value.text(17, (String) told);
      default -> throw new AssertionError(type);
    };
  }

  private static double real(Object number) {
    return ((Number) number).doubleValue();
  }

  private static ProtoWriter map(Map<?, ?> fields) {
    ProtoWriter map = new ProtoWriter();
    fields.forEach((name, value) -> map.entry(1, (String) name, value((Map<?, ?>) value)));
    return map;
  }

  private static ProtoWriter array(List<?> values) {
    ProtoWriter array = new ProtoWriter();
    values.forEach(each -> array.message(1, value((Map<?, ?>) each)));
    return array;
  }
}
