package dev.portolan.adapter.azurefunctions;

import static dev.portolan.testkit.adapter.PublishedEvents.assertEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.ObjectRef;
import dev.portolan.Tick;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import dev.portolan.testkit.adapter.PublishedEvents;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendor's own sample events, as a function is handed them. */
final class PublishedEventsTest {
  private static final String ACCOUNT =
      "/subscriptions/{subscription-id}/resourceGroups/Storage/providers/Microsoft.Storage"
          + "/storageAccounts/my-storage-account";
  private static final String[] QUEUE = {
    "PORTOLAN_QUEUE__fullyQualifiedNamespace", "acme.servicebus.windows.net",
    "PORTOLAN_QUEUE_NAME", "numbers"
  };

  private static byte[] published(String name) {
    return PublishedEvents.read(PublishedEventsTest.class, name);
  }

  /** A number that brings luck. */
  public record Lucky(int lucky_number) {}

  private static Described keeper(String data, String trigger) {
    return new Described(PublishedEvents.Keeper.class, "dev.portolan.Event<" + data + ">", trigger);
  }

  private static Described keeper(String data) {
    return keeper(data, Described.HTTP);
  }

  private static void taken(Outcome outcome) {
    assertTrue(outcome.succeeded(), outcome.failure() + outcome.stack());
  }

  /** What the trigger is told of a message, which has its bytes and what the host says of it. */
  private static Event<?> message(
      String name, String data, Class<?> entryPoint, String binding, String... settings) {
    Map<?, ?> told = (Map<?, ?>) JsonReader.read(published(name));
    Map<String, Datum> metadata = new HashMap<>();
    ((Map<?, ?>) told.get("metadata"))
        .forEach((key, value) -> metadata.put((String) key, datum(value)));
    String trigger =
        entryPoint == ServiceBusTopicEntryPoint.class
            ? "{\"type\":\"topic\",\"topic\":\"numbers\",\"types\":[]}"
            : Described.HTTP;
    try (JoinedApp app = keeper(data, trigger).trigger(entryPoint, "trigger", binding, settings)) {
      byte[] bytes = ((String) told.get("data")).getBytes(UTF_8);
      taken(app.host.fire("f", new Datum.Bytes(bytes), metadata, 0));
    }
    return PublishedEvents.Keeper.last;
  }

  private static Datum datum(Object value) {
    return value instanceof String text
        ? new Datum.Text(text)
        : new Datum.Json(new String(new JsonWriter().value(value).toBytes(), UTF_8));
  }

  private static Event<?> document(
      String name, String data, Class<?> entryPoint, String binding, String... settings) {
    try (JoinedApp app = keeper(data).trigger(entryPoint, "trigger", binding, settings)) {
      taken(app.host.fire("f", new String(published(name), UTF_8)));
    }
    return PublishedEvents.Keeper.last;
  }

  @Test
  @DisplayName("Service Bus: a message of a queue, and how often it came")
  void messagesOfAQueue() {
    Event<?> event =
        message("servicebus", Lucky.class.getName(), ServiceBusEntryPoint.class, "message", QUEUE);
    assertEvent(
        event,
        Event.Kind.QUEUE,
        "87c66eaf88e84119b66a26278a7b4149",
        "sb://acme.servicebus.windows.net/numbers",
        "com.microsoft.servicebus.message",
        null);
    assertEquals(Optional.of("Microsoft.Azure.ServiceBus"), event.subject());
    assertEquals("application/json", event.dataContentType());
    assertEquals(Map.of("sequence", "3", "portolanattempt", "1"), event.extensions());
    assertEquals(new Lucky(23), event.data());
    assertEquals(1, PublishedEvents.Keeper.attempt);
  }

  @Test
  @DisplayName("Service Bus: a message of a topic, its session and what its sender added")
  void messagesOfATopic() {
    Event<?> event =
        message(
            "servicebus-properties",
            Lucky.class.getName(),
            ServiceBusTopicEntryPoint.class,
            "message",
            "PORTOLAN_TOPIC__fullyQualifiedNamespace",
            "acme.servicebus.windows.net",
            "PORTOLAN_TOPIC_NAME",
            "numbers");
    assertEvent(
        event,
        Event.Kind.TOPIC,
        "abcee18397398d93891830a0aac89eed",
        "sb://acme.servicebus.windows.net/numbers",
        "com.microsoft.servicebus.message",
        null);
    assertEquals(Optional.of("mocked_subject"), event.subject());
    assertEquals("application/json", event.dataContentType());
    assertEquals(
        Map.of(
            "partitionkey", "mocked_session_id",
            "sequence", "38291",
            "portolanattempt", "571",
            "application", "value",
            "azurewebjobsparentid", "6ceef68b-0794-45dd-bb2e-630748515552",
            "xoptenqueuesequencenumber", "0"),
        event.extensions());
    assertEquals(new Lucky(23), event.data());
    assertEquals(571, PublishedEvents.Keeper.attempt);
  }

  @Test
  @DisplayName("a storage queue: a message with its time, and how often it came")
  void messagesOfAStorageQueue() {
    Event<?> event =
        message(
            "queue",
            "java.lang.String",
            QueueEntryPoint.class,
            "message",
            "PORTOLAN_QUEUE__queueServiceUri",
            "https://acme.queue.core.windows.net",
            "PORTOLAN_QUEUE_NAME",
            "messages-incoming");
    assertEvent(
        event,
        Event.Kind.QUEUE,
        "800ae4b3-bdd2-4c08-badd-f08e5a34b865",
        "https://acme.queue.core.windows.net/messages-incoming",
        "com.microsoft.storage.queue.message",
        "2019-10-09T17:58:31Z");
    assertEquals(Optional.empty(), event.subject());
    assertEquals(Map.of("portolanattempt", "1"), event.extensions());
    assertEquals("{ message: \"Message sent\" }", event.data());
    assertEquals(1, PublishedEvents.Keeper.attempt);
  }

  @ParameterizedTest
  @CsvSource({"grid-created", "grid-created-own"})
  @DisplayName("Event Grid: a blob was stored, in both schemas")
  void storedBlobs(String name) {
    Event<?> event = document(name, ObjectRef.class.getName(), EventGridEntryPoint.class, "event");
    assertEvent(
        event,
        Event.Kind.OBJECT_CREATED,
        "831e1650-001e-001b-66ab-eeb76e069631",
        ACCOUNT,
        "Microsoft.Storage.BlobCreated",
        "2017-06-26T18:41:00.9584103Z");
    assertEquals(
        Optional.of("/blobServices/default/containers/test-container/blobs/new-file.txt"),
        event.subject());
    assertEquals(Map.of(), event.extensions());
    assertEquals(
        new ObjectRef(
            "test-container",
            "new-file.txt",
            OptionalLong.of(524288),
            Optional.of("0x8D4BCC2E4835CD0"),
            Optional.of("text/plain"),
            Optional.empty()),
        event.data());
    Map<?, ?> own =
        (Map<?, ?>) document(name, "java.lang.Object", EventGridEntryPoint.class, "event").data();
    assertEquals("PutBlockList", own.get("api"), "who asks for no payload gets Azure's own");
  }

  @ParameterizedTest
  @CsvSource({"grid-deleted", "grid-deleted-own"})
  @DisplayName("Event Grid: a blob was removed, in both schemas")
  void removedBlobs(String name) {
    Event<?> event = document(name, ObjectRef.class.getName(), EventGridEntryPoint.class, "event");
    assertEvent(
        event,
        Event.Kind.OBJECT_DELETED,
        "4c2359fe-001e-00ba-0e04-58586806d298",
        ACCOUNT,
        "Microsoft.Storage.BlobDeleted",
        "2017-11-07T20:09:22.5674003Z");
    assertEquals(
        new ObjectRef(
            "testcontainer",
            "file-to-delete.txt",
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of("text/plain"),
            Optional.empty()),
        event.data());
  }

  @Test
  @DisplayName("Event Grid: what else happened is what it says")
  void otherEvents() {
    Event<?> event = document("grid-tier", "java.lang.Object", EventGridEntryPoint.class, "event");
    assertEvent(
        event,
        Event.Kind.CUSTOM,
        "0fdefc06-b01e-0034-39f6-4016610696f6",
        ACCOUNT,
        "Microsoft.Storage.BlobTierChanged",
        "2021-05-04T15:00:00.8350154Z");
    assertEquals("SetBlobTier", ((Map<?, ?>) event.data()).get("api"));
  }

  @Test
  @DisplayName("Cosmos DB: a document as it is now")
  void documents() {
    Event<?> event =
        document(
            "cosmosdb",
            "dev.portolan.Change<java.util.Map<java.lang.String,java.lang.Object>>",
            CosmosDbEntryPoint.class,
            "documents",
            "PORTOLAN_TABLE__accountEndpoint",
            "https://acme.documents.azure.com:443/",
            "PORTOLAN_TABLE_DATABASE",
            "people",
            "PORTOLAN_TABLE_NAME",
            "employees");
    assertEvent(
        event,
        Event.Kind.RECORD_UPSERTED,
        "Abinav/SCROAImok74BAAAAAAAAAA==/18",
        "https://acme.documents.azure.com/dbs/people/colls/employees",
        "com.microsoft.cosmosdb.upsert",
        "2018-12-06T01:08:55Z");
    assertEquals(Optional.of("Abinav"), event.subject());
    Change<?> change = (Change<?>) event.data();
    assertEquals("Abinav", change.key());
    assertEquals(Optional.empty(), change.before());
    assertEquals(45L, ((Map<?, ?>) change.after().orElseThrow()).get("age"));
  }

  @Test
  @DisplayName("Kafka: a record without key and headers")
  void records() {
    String[] brokers = {"PORTOLAN_KAFKA_BROKERS", "broker:9093"};
    Event<?> event =
        message(
            "kafka",
            "dev.portolan.KafkaRecord<java.lang.String,java.lang.String>",
            KafkaEntryPoint.class,
            "record",
            brokers);
    assertEvent(
        event,
        Event.Kind.KAFKA,
        "partition:0/offset:1",
        "kafka://broker:9093#users",
        "org.apache.kafka.record",
        "2020-06-20T04:43:28.998Z");
    assertEquals(Optional.of("partition:0#1"), event.subject());
    assertEquals(Map.of(), event.extensions());
    assertEquals(
        new KafkaRecord<>("users", 0, 1, Optional.empty(), Optional.of("hello"), List.of()),
        event.data());
    Event<?> bytes = message("kafka", "byte[]", KafkaEntryPoint.class, "record", brokers);
    assertArrayEquals("hello".getBytes(UTF_8), (byte[]) bytes.data());
  }

  @Test
  @DisplayName("a timer: a tick, and for when it was meant")
  void ticks() {
    Described function = keeper(Tick.class.getName(), Described.schedule("*/5 * * * *", "UTC"));
    try (JoinedApp app =
        function.trigger(
            TimerEntryPoint.class, "timerTrigger", "timer", "WEBSITE_SITE_NAME", "shop-f")) {
      taken(app.host.fire("f", new String(published("timer"), UTF_8)));
    }
    Event<?> event = PublishedEvents.Keeper.last;
    assertEvent(
        event,
        Event.Kind.SCHEDULE,
        event.id(),
        "/sites/shop-f/functions/f",
        "com.microsoft.azure.functions.timer",
        "2022-03-28T20:45:00Z");
    assertEquals(Map.of("pastdue", "false"), event.extensions());
    assertEquals(new Tick("f", Instant.parse("2022-03-28T20:45:00Z")), event.data());
  }
}
