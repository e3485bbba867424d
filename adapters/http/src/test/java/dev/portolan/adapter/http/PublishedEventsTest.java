package dev.portolan.adapter.http;

import static dev.portolan.testkit.adapter.PublishedEvents.assertEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.Tick;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Invoker;
import dev.portolan.testkit.adapter.DescriptorLoader;
import dev.portolan.testkit.adapter.PublishedEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sample events that are published, as a function is handed them. */
final class PublishedEventsTest {
  private static final String CUSTOM = "custom";
  private static final String MAP = "java.util.Map<java.lang.String,java.lang.Object>";

  private static byte[] published(String name) {
    return PublishedEvents.read(PublishedEventsTest.class, name);
  }

  private static Map<?, ?> tree(String name) {
    return (Map<?, ?>) JsonReader.read(published(name));
  }

  /** Keeps what it is handed, of a batch each. */
  public static final class Keeper implements PortableFunction<Object, Void> {
    static final List<Event<?>> HANDED = new ArrayList<>();

    @Override
    public synchronized Void handle(Object input, Context context) {
      if (input instanceof Batch<?> batch) {
        HANDED.addAll(batch.events());
      } else {
        HANDED.add((Event<?>) input);
      }
      return null;
    }
  }

  private static RunningServer keeper(String input, String trigger) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + Keeper.class.getName()
            + "\",\"input\":\""
            + input
            + "\",\"output\":\"java.lang.Void\",\"triggers\":[{\"type\":\""
            + trigger
            + "\"}]}]}";
    Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", "f");
    ClassLoader loader = new DescriptorLoader(Keeper.class.getClassLoader(), descriptor);
    return RunningServer.start(Invoker.open(variables, loader), variables);
  }

  static int post(RunningServer server, String headers, byte[] body) throws IOException {
    try (RawCaller caller = server.caller()) {
      caller.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + headers);
      caller.send("content-length: " + body.length + "\r\n\r\n").send(body);
      return caller.answer().status();
    }
  }

  /** In structured, batched and binary mode, of which the last is what brokers send. */
  private static Event<?> event(String name, String data, String trigger) throws IOException {
    byte[] json = published(name);
    Keeper.HANDED.clear();
    try (RunningServer server = keeper("dev.portolan.Batch<" + data + ">", trigger)) {
      byte[] batch = ("[" + new String(json, UTF_8) + "]").getBytes(UTF_8);
      assertTrue(
          post(server, "content-type: application/cloudevents-batch+json\r\n", batch) < 300,
          "batched");
    }
    try (RunningServer server = keeper("dev.portolan.Event<" + data + ">", trigger)) {
      assertTrue(
          post(server, "content-type: application/cloudevents+json\r\n", json) < 300, "structured");
      StringBuilder headers = new StringBuilder();
      byte[] body = binary(tree(name), headers);
      assertTrue(post(server, headers.toString(), body) < 300, "binary");
    }
    assertEquals(3, Keeper.HANDED.size());
    Event<?> event = Keeper.HANDED.get(0);
    for (Event<?> other : Keeper.HANDED) {
      assertEquals(event.kind(), other.kind());
      assertEquals(event.id(), other.id());
      assertEquals(event.source(), other.source());
      assertEquals(event.type(), other.type());
      assertEquals(event.subject(), other.subject());
      assertEquals(event.time(), other.time());
      assertEquals(event.dataContentType(), other.dataContentType());
      assertEquals(new TreeMap<>(event.extensions()), new TreeMap<>(other.extensions()));
      assertEquals(event.data(), other.data());
    }
    return event;
  }

  /** As the HTTP binding has it, a name once; what is {@code null} is not there. */
  private static byte[] binary(Map<?, ?> event, StringBuilder headers) {
    Map<String, Object> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    event.forEach((name, value) -> attributes.put((String) name, value));
    attributes.forEach(
        (name, value) -> {
          if (value != null && !name.equals("data") && !name.equals("datacontenttype")) {
            headers.append("ce-").append(name).append(": ").append(value).append("\r\n");
          }
        });
    Object type = event.get("datacontenttype");
    headers.append("content-type: ").append(type == null ? "application/json" : type);
    headers.append("\r\n");
    boolean json = type == null || type.equals("application/json");
    return json
        ? new JsonWriter().value(event.get("data")).toBytes()
        : ((String) event.get("data")).getBytes(UTF_8);
  }

  @Test
  @DisplayName("PingSource: a tick, by its source's name")
  void ticks() throws IOException {
    Event<?> event = event("ping", MAP, "schedule");
    assertEvent(
        event,
        Event.Kind.SCHEDULE,
        "49f04fe2-7708-453d-ae0a-5fbaca9586a8",
        "/apis/v1/namespaces/pingsource-example/pingsources/test-ping-source",
        "dev.knative.sources.ping",
        "2021-03-25T19:41:00.444508332Z");
    assertEquals(Optional.empty(), event.subject());
    assertEquals("application/json", event.dataContentType());
    assertEquals(Map.of(), event.extensions());
    assertEquals(Map.of("message", "Hello world!"), event.data());
    assertEquals(
        new Tick("test-ping-source", Instant.parse("2021-03-25T19:41:00.444508332Z")),
        event("ping", Tick.class.getName(), "schedule").data());
  }

  @Test
  @DisplayName("KafkaSource: a record where it stands")
  void records() throws IOException {
    Event<?> event = event("kafka", MAP, "kafka");
    assertEvent(
        event,
        Event.Kind.KAFKA,
        "partition:0/offset:564",
        "/apis/v1/namespaces/default/kafkasources/kafka-source#my-topic",
        "dev.knative.kafka.event",
        "2020-02-10T18:10:23.861866615Z");
    assertEquals(Optional.of("partition:0#564"), event.subject());
    assertEquals(Map.of(), event.extensions());
    assertEquals(Map.of("msg", "This is a test!"), event.data());
    assertEquals(
        new KafkaRecord<>(
            "my-topic",
            0,
            564,
            Optional.empty(),
            Optional.of(Map.of("msg", "This is a test!")),
            List.of()),
        event("kafka", "dev.portolan.KafkaRecord<java.lang.String," + MAP + ">", "kafka").data());
  }

  @Test
  @DisplayName("Debezium: a row, with names that no CloudEvent may have")
  void rows() throws IOException {
    for (String trigger : List.of("record-changed", CUSTOM)) {
      Event<?> event = event("debezium", MAP, trigger);
      assertEvent(
          event,
          trigger.equals(CUSTOM) ? Event.Kind.CUSTOM : Event.Kind.RECORD_CREATED,
          "name:test_server;lsn:29274832;txId:565",
          "/debezium/postgresql/test_server",
          "io.debezium.postgresql.datachangeevent",
          "2020-01-13T13:55:39.738Z");
      assertEquals("r", event.extensions().get("iodebeziumop"));
      assertEquals("565", event.extensions().get("iodebeziumtxid"));
      assertEquals("1", event.extensions().get("iodebeziumtxdatacollectionorder"));
      assertEquals(Map.of("pk", 1L, "name", "Bob"), ((Map<?, ?>) event.data()).get("after"));
    }
    assertEquals(
        new Change<>("1", Optional.empty(), Optional.of(Map.of("pk", 1L, "name", "Bob"))),
        event("debezium", "dev.portolan.Change<" + MAP + ">", "record-changed").data());
    Event<?> avro = event("debezium-avro", "java.lang.String", "record-changed");
    assertEquals(Event.Kind.RECORD_CREATED, avro.kind());
    assertEquals("application/avro", avro.dataContentType());
    assertEquals("AAAAAAEAAgICAg==", avro.data());
  }

  @Test
  @DisplayName("Debezium of MongoDB: a document, which is told as text")
  void documents() throws IOException {
    Event<?> event =
        event("debezium-mongodb", "dev.portolan.Change<" + MAP + ">", "record-changed");
    assertEquals(Event.Kind.RECORD_CREATED, event.kind());
    Map<String, Object> anne =
        Map.of(
            "_id", Map.of("$numberLong", "1004"),
            "first_name", "Anne",
            "last_name", "Kretchmar",
            "email", "annek@noanswer.org");
    assertEquals(new Change<>("1004", Optional.empty(), Optional.of(anne)), event.data());
  }

  @Test
  @DisplayName("a broker's CloudEvents, in all encodings")
  void cloudEvents() throws IOException {
    Map<String, Object> data =
        Map.of(
            "spec-xml", "<much wow=\"xml\"/>",
            "spec-object", Map.of("appinfoA", "abc", "appinfoB", 123L, "appinfoC", true),
            "spec-string", "I'm just a string");
    Map<String, String> types =
        Map.of(
            "spec-xml", "application/xml",
            "spec-object", "application/json",
            "spec-string", "application/json");
    for (String name : data.keySet()) {
      String type = name.equals("spec-object") ? "java.lang.Object" : "java.lang.String";
      Event<?> event = event(name, type, "topic");
      String id = Map.of("xml", "B", "object", "C", "string", "D").get(name.substring(5));
      assertEvent(
          event,
          Event.Kind.CUSTOM,
          id + "234-1234-1234",
          "/mycontext",
          "com.example.someevent",
          "2018-04-05T17:31:00Z");
      assertEquals(Optional.empty(), event.subject());
      assertEquals(types.get(name), event.dataContentType());
      assertEquals(
          Map.of("comexampleextension1", "value", "comexampleothervalue", "5"), event.extensions());
      assertEquals(data.get(name), event.data());
    }
  }

  @Test
  @DisplayName("all that the conformance tests of CloudEvents call valid is taken")
  void valid() throws IOException {
    List<?> tests = (List<?>) tree("conformance-valid").get("tests");
    assertEquals(10, tests.size());
    try (RunningServer server = keeper("dev.portolan.Event<java.lang.String>", CUSTOM)) {
      for (Object each : tests) {
        Map<?, ?> event = (Map<?, ?>) ((Map<?, ?>) each).get("event");
        byte[] json = new JsonWriter().value(event).toBytes();
        String name = String.valueOf(((Map<?, ?>) each).get("id"));
        Keeper.HANDED.clear();
        assertTrue(
            post(server, "content-type: application/cloudevents+json\r\n", json) < 300, name);
        Event<?> handed = Keeper.HANDED.get(0);
        assertEquals(event.get("id"), handed.id(), name);
        assertEquals(event.get("source"), handed.source(), name);
        assertEquals(event.get("type"), handed.type(), name);
        assertEquals(Optional.ofNullable(event.get("subject")), handed.subject(), name);
        assertEquals(event.get("data"), handed.data(), name);
        if (event.get("time") != null) {
          assertEquals(Optional.of(Instant.parse("2018-04-05T17:31:00Z")), handed.time(), name);
        }
        if (name.equals("validAllExtensionTypes")) {
          assertEquals("10", handed.extensions().get("extinteger"));
          assertEquals("true", handed.extensions().get("extboolean"));
          assertEquals("TWE=", handed.extensions().get("extbinary"));
        }
      }
    }
  }

  @Test
  @DisplayName("what they call invalid is refused for good, where it cannot be understood")
  void invalid() throws IOException {
    List<?> tests = (List<?>) tree("conformance-invalid").get("tests");
    assertEquals(25, tests.size());
    List<String> taken = new ArrayList<>();
    Keeper.HANDED.clear();
    try (RunningServer server = keeper("dev.portolan.Event<java.lang.String>", CUSTOM)) {
      for (Object each : tests) {
        Map<?, ?> test = (Map<?, ?>) each;
        byte[] json = new JsonWriter().value(test.get("event")).toBytes();
        if (post(server, "content-type: application/cloudevents+json\r\n", json) != 400) {
          taken.add(String.valueOf(test.get("id")));
        }
      }
    }
    // Times that ISO 8601 has, and what no function is handed: refusing them would lose an event.
    assertEquals(
        List.of(
            "invalidTimeToMinute",
            "invalidTimeOffsetHourOnly",
            "invalidNonRfc2046DataContentType",
            "invalidEmptyDataSchema"),
        taken);
    assertEquals(taken.size(), Keeper.HANDED.size());
  }
}
