package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Change;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.ObjectRef;
import dev.portolan.PortableFunction;
import dev.portolan.Tick;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;
import dev.portolan.codec.JsonReader;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Portable payloads of what a platform tells, and of data that already has their form. */
final class PayloadsTest {
  private static volatile Object taken;

  /** A customer. */
  public record Customer(String name) {}

  /** Keeps what it is handed. */
  public static final class Keeper implements PortableFunction<Object, Object> {
    @Override
    public Object handle(Object input, Context context) {
      taken = input instanceof Event ? ((Event<?>) input).data() : input;
      return null;
    }
  }

  private static final String CHANGE =
      "dev.portolan.Change<dev.portolan.runtime.PayloadsTest$Customer>";

  /** A platform that tells this of any event, which is of this kind. */
  private static Call telling(Event.Kind kind, Object told) {
    return new FakeCall() {
      @Override
      public Event.Kind kind(String eventType) {
        return kind;
      }

      @Override
      public Object portable(Event.Kind asked, Map<?, ?> event) {
        assertEquals(kind, asked);
        return told;
      }
    };
  }

  private static int send(String input, String data, Call call) {
    taken = null;
    return Described.invoker(Keeper.class, input).eventHere(event(data), call).status();
  }

  private static Object event(String data) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\","
            + "\"time\":\"2026-01-02T03:04:05Z\",\"data\":"
            + data
            + "}";
    return JsonReader.read(event.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("an object, alone and in an event; what is not told is empty")
  void object() {
    Map<String, Object> told = new HashMap<>(Map.of("bucket", "b", "key", "a b/ü", "size", 12L));
    Call call = telling(Event.Kind.OBJECT_CREATED, told);
    ObjectRef least =
        new ObjectRef(
            "b",
            "a b/ü",
            OptionalLong.of(12),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(200, send("dev.portolan.ObjectRef", "{\"own\":1}", call));
    assertEquals(least, taken);
    assertEquals(200, send("dev.portolan.Event<dev.portolan.ObjectRef>", "{\"own\":1}", call));
    assertEquals(least, taken);
    told.putAll(Map.of("etag", "e", "contentType", "image/png", "version", "3"));
    told.remove("size");
    send("dev.portolan.ObjectRef", "null", call);
    assertEquals(
        new ObjectRef(
            "b",
            "a b/ü",
            OptionalLong.empty(),
            Optional.of("e"),
            Optional.of("image/png"),
            Optional.of("3")),
        taken);
  }

  @Test
  @DisplayName("who asks for no payload gets the platform's own data, and nobody is asked")
  void ownData() {
    Call call =
        new FakeCall() {
          @Override
          public Object portable(Event.Kind kind, Map<?, ?> event) {
            throw new AssertionError("asked");
          }
        };
    assertEquals(
        200, send("dev.portolan.runtime.PayloadsTest$Customer", "{\"name\":\"Ada\"}", call));
    assertEquals(new Customer("Ada"), taken);
  }

  @Test
  @DisplayName("data that already has the form is bound, whatever the event is")
  void alreadyPortable() {
    Call call = telling(Event.Kind.CUSTOM, null);
    assertEquals(200, send("dev.portolan.ObjectRef", "{\"bucket\":\"b\",\"key\":\"k\"}", call));
    assertEquals(ObjectRef.of("b", "k"), taken);
    assertEquals(
        200, send(CHANGE, "{\"key\":\"7\",\"after\":{\"name\":\"Ada\"},\"before\":null}", call));
    assertEquals(new Change<>("7", Optional.empty(), Optional.of(new Customer("Ada"))), taken);
    assertEquals(200, send("dev.portolan.Tick", "{\"time\":\"2026-05-06T07:08:09Z\"}", call));
    assertEquals(new Tick("", Instant.parse("2026-05-06T07:08:09Z")), taken);
    assertEquals(
        200,
        send(
            "dev.portolan.KafkaRecord<java.lang.String,byte[]>",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":2,\"key\":\"k\",\"value\":\"AP8=\","
                + "\"headers\":[{\"name\":\"h\",\"value\":\"AP8=\"},{\"name\":\"h\"}]}",
            call));
    KafkaRecord<?, ?> record = (KafkaRecord<?, ?>) taken;
    assertEquals(Optional.of("k"), record.key());
    assertEquals(2, record.headers().size());
    assertArrayEquals(new byte[] {0, (byte) 0xff}, record.headers().get(0).value());
    assertEquals(null, record.headers().get(1).value());
  }

  @Test
  @DisplayName("an event that is none of them is refused, and the function is not called")
  void others() {
    Call call = telling(Event.Kind.QUEUE, null);
    for (String data :
        List.of(
            "null",
            "1",
            "\"x\"",
            "[]",
            "{}",
            "{\"bucket\":\"b\",\"topic\":\"t\"}",
            "{\"bucket\":\"\",\"key\":\"k\"}",
            "{\"bucket\":\"b\",\"key\":1}",
            "{\"bucket\":\"b\",\"key\":\"k\",\"size\":\"1\",\"after\":1,\"time\":\"x\"}",
            "{\"topic\":\"t\",\"partition\":3000000000,\"offset\":1,\"time\":1}",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":1.5}",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":1,\"headers\":1}",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":1,\"headers\":[1]}",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":1,\"headers\":[{\"value\":\"\"}]}",
            "{\"topic\":\"t\",\"partition\":1,\"offset\":1,"
                + "\"headers\":[{\"name\":\"n\",\"value\":\"%\"}]}")) {
      for (String input :
          List.of(
              "dev.portolan.ObjectRef",
              "dev.portolan.Tick",
              CHANGE,
              "dev.portolan.KafkaRecord<java.lang.String,java.lang.String>",
              "dev.portolan.Event<dev.portolan.ObjectRef>")) {
        assertEquals(400, send(input, data, call), input + " of " + data);
        assertEquals(null, taken);
      }
    }
    assertEquals(400, send(CHANGE, "{\"key\":\"7\",\"after\":{\"name\":1}}", call));
  }

  @Test
  @DisplayName("what a platform tells of one kind of event is no other kind's payload")
  void otherKinds() {
    Map<String, Object> object = Map.of("bucket", "b", "key", "k");
    assertEquals(400, send(CHANGE, "null", telling(Event.Kind.OBJECT_CREATED, object)));
    Call change = telling(Event.Kind.RECORD_DELETED, object);
    assertEquals(400, send("dev.portolan.ObjectRef", "null", change));
    assertEquals(200, send(CHANGE, "null", change), "keys alone are a change");
  }

  @Test
  @DisplayName("a tick has its own time, else the event's, else now")
  void tick() {
    Call told = telling(Event.Kind.SCHEDULE, Map.of("name", "nightly"));
    assertEquals(200, send("dev.portolan.Tick", "null", told));
    assertEquals(new Tick("nightly", Instant.parse("2026-01-02T03:04:05Z")), taken);
    assertEquals(200, send("dev.portolan.Tick", "null", telling(Event.Kind.SCHEDULE, null)));
    assertEquals(new Tick("", Instant.parse("2026-01-02T03:04:05Z")), taken);
    Object timeless =
        JsonReader.read(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}"
                .getBytes(StandardCharsets.UTF_8));
    Instant before = Instant.now();
    Described.invoker(Keeper.class, "dev.portolan.Tick").eventHere(timeless, told);
    assertFalse(((Tick) taken).time().isBefore(before));
  }

  /** Another codec than the one of the house; one hears that it was at work. */
  public static final class Loud implements Codec {
    private final Codec house = new JsonCodec();

    @Override
    public Object bind(Object tree, Type type) {
      Object bound = house.bind(tree, type);
      return bound instanceof Customer ? new Customer(((Customer) bound).name() + "!") : bound;
    }

    @Override
    public Object fromTexts(Map<String, Object> texts, Type type) {
      return house.fromTexts(texts, type);
    }

    @Override
    public byte[] write(Object value) {
      return house.write(value);
    }
  }

  @Test
  @DisplayName("another codec binds what events of each kind carry, and what direct calls do")
  void anotherCodec() {
    String customer = Customer.class.getName();
    Customer ada = new Customer("Ada!");
    byte[] bytes = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
    Map<String, Object> change = new HashMap<>();
    change.put("key", "7");
    change.put("before", bytes);
    change.put("after", Map.of("name", "Ada"));
    loud(CHANGE, "null", telling(Event.Kind.RECORD_UPDATED, change));
    assertEquals(Optional.of(ada), ((Change<?>) taken).before());
    assertEquals(Optional.of(ada), ((Change<?>) taken).after());
    Map<String, Object> record = new HashMap<>();
    record.put("topic", "t");
    record.put("partition", 1L);
    record.put("offset", 2L);
    record.put("key", bytes);
    record.put("value", bytes);
    loud(
        "dev.portolan.KafkaRecord<" + customer + "," + customer + ">",
        "null",
        telling(Event.Kind.KAFKA, record));
    assertEquals(Optional.of(ada), ((KafkaRecord<?, ?>) taken).key());
    assertEquals(Optional.of(ada), ((KafkaRecord<?, ?>) taken).value());
    String json = "{\"name\":\"Ada\"}";
    loud(customer, json, new FakeCall());
    assertEquals(ada, taken);
    loud("dev.portolan.Event<" + customer + ">", json, new FakeCall());
    assertEquals(ada, taken);
    loud("dev.portolan.Batch<" + customer + ">", json, new FakeCall());
    assertEquals(ada, ((Batch<?>) taken).events().get(0).data());
    Described.invoker(Keeper.class, customer, Loud.class)
        .direct(bytes, JsonReader.read(bytes), new FakeCall());
    assertEquals(ada, taken);
  }

  private static void loud(String input, String data, Call call) {
    taken = null;
    Invoker invoker = Described.invoker(Keeper.class, input, Loud.class);
    assertEquals(200, invoker.eventHere(event(data), call).status(), input);
  }

  @Test
  @DisplayName("both states of a change are bound, from JSON, bytes and text of unknown sort")
  void change() {
    Map<String, Object> told = new HashMap<>();
    told.put("key", "7");
    told.put("before", "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8));
    told.put("after", Map.of("name", "Eve"));
    assertEquals(200, send(CHANGE, "null", telling(Event.Kind.RECORD_UPDATED, told)));
    assertEquals(
        new Change<>("7", Optional.of(new Customer("Ada")), Optional.of(new Customer("Eve"))),
        taken);
    assertEquals(
        200, send("dev.portolan.Change", "null", telling(Event.Kind.RECORD_UPDATED, told)));
    assertEquals(Optional.of(Map.of("name", "Eve")), ((Change<?>) taken).after());
  }

  @Test
  @DisplayName("key and value of a record of Kafka are bound as each is asked for")
  void kafka() {
    Map<String, Object> told = new HashMap<>();
    told.put("topic", "clicks");
    told.put("partition", 3L);
    told.put("offset", Long.MAX_VALUE);
    told.put("key", new UntoldData("k".getBytes(StandardCharsets.UTF_8)));
    told.put("value", new UntoldData("{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8)));
    told.put("headers", List.of(Map.of("name", "h", "value", new byte[] {1})));
    Call call = telling(Event.Kind.KAFKA, told);
    String customer = "dev.portolan.runtime.PayloadsTest$Customer";
    assertEquals(
        200, send("dev.portolan.KafkaRecord<java.lang.String," + customer + ">", "null", call));
    KafkaRecord<?, ?> record = (KafkaRecord<?, ?>) taken;
    assertEquals("clicks", record.topic());
    assertEquals(3, record.partition());
    assertEquals(Long.MAX_VALUE, record.offset());
    assertEquals(Optional.of("k"), record.key());
    assertEquals(Optional.of(new Customer("Ada")), record.value());
    assertArrayEquals(new byte[] {1}, record.headers().get(0).value());
    told.remove("value");
    assertEquals(200, send("dev.portolan.KafkaRecord<byte[],byte[]>", "null", call));
    assertTrue(((KafkaRecord<?, ?>) taken).value().isEmpty(), "a tombstone");
    assertEquals(400, send("dev.portolan.KafkaRecord<" + customer + ",byte[]>", "null", call));
  }

  @Test
  @DisplayName("in a batch each record is asked of its own call")
  void batch() {
    FakeRecords records =
        new FakeRecords(false, "a", "b") {
          @Override
          public Call call(int index) {
            return telling(
                Event.Kind.OBJECT_CREATED,
                index == 0 ? Map.of("bucket", "b", "key", "k") : Map.of());
          }
        };
    Batch.Outcome[] outcomes =
        Described.invoker(Keeper.class, "dev.portolan.Batch<dev.portolan.ObjectRef>")
            .batch(records, new FakeCall());
    assertEquals(Batch.Outcome.Kind.DONE, outcomes[0].kind());
    assertEquals(Batch.Outcome.Kind.REJECT, outcomes[1].kind());
    assertEquals(ObjectRef.of("b", "k"), ((Batch<?>) taken).events().get(0).data());
  }

  @Test
  @DisplayName("payloads refuse what they cannot be")
  void refuse() {
    assertThrows(IllegalArgumentException.class, () -> ObjectRef.of("", "k"));
    assertThrows(IllegalArgumentException.class, () -> new Tick(null, Instant.EPOCH));
    assertThrows(
        IllegalArgumentException.class, () -> new Change<>("", Optional.empty(), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new KafkaRecord<>("", 0, 0, Optional.empty(), Optional.empty(), List.of()));
  }
}
