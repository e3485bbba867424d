package dev.portolan.adapter.azurefunctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.runtime.KafkaEvents;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each trigger tells, as a function is handed it. */
final class EventsTest {
  private static final Described TAKER = Described.taker(Described.HTTP);

  private static Outcome send(JoinedApp app, String message, Map<String, Datum> metadata) {
    return app.host.fire("f", new Datum.Bytes(message.getBytes(UTF_8)), metadata, 0);
  }

  private static void assertTaken(Outcome outcome) {
    assertTrue(outcome.succeeded(), outcome.failure() + outcome.stack());
  }

  @Test
  void aMessageOfAStorageQueue() {
    Map<String, Datum> metadata =
        Map.of(
            "Id", new Datum.Text("7"),
            "DequeueCount", new Datum.Json("3"),
            "InsertionTime", new Datum.Json("\"2026-01-02T03:04:05+00:00\""));
    try (JoinedApp app =
        TAKER.trigger(
            QueueEntryPoint.class, "queueTrigger", "message", "WEBSITE_SITE_NAME", "shop-f")) {
      assertTaken(send(app, "hi", metadata));
      Event<byte[]> event = Taker.last();
      assertEquals("hi", Taker.text());
      assertEquals(Event.Kind.QUEUE, event.kind());
      assertEquals("7", event.id());
      assertEquals("/sites/shop-f/functions/f", event.source());
      assertEquals("com.microsoft.storage.queue.message", event.type());
      assertEquals(Optional.of(Instant.parse("2026-01-02T03:04:05Z")), event.time());
      assertEquals(3, Taker.attempt);
      assertTaken(send(app, "untold", Map.of()));
      assertFalse(Taker.last().id().isEmpty());
      assertEquals(1, Taker.attempt);
    }
  }

  @Test
  void whatShallComeAgainFailsAndTellsNothing() {
    try (JoinedApp app = TAKER.trigger(QueueEntryPoint.class, "queueTrigger", "message");
        Heard heard = Heard.of("f")) {
      Outcome retry = send(app, "retry", Map.of());
      assertFalse(retry.succeeded());
      assertTrue(retry.failure().startsWith("FailedInvocation: "), retry.failure());
      assertFalse(retry.failure().contains("hunter2"), retry.failure());
      assertTrue(heard.only().contains("Invocation"), heard.only());
    }
  }

  @Test
  void whatIsRefusedForGoodIsAcknowledgedAndInTheLog() {
    try (JoinedApp app = TAKER.trigger(QueueEntryPoint.class, "queueTrigger", "message");
        Heard heard = Heard.of("f")) {
      assertTaken(send(app, "reject", Map.of("Id", new Datum.Text("9"))));
      String last = heard.all().get(heard.all().size() - 1);
      assertTrue(last.startsWith("Event 9 of /functions/f is acknowledged and lost"), last);
    }
  }

  @Test
  void whatTakesTooLongIsInterruptedAndComesAgain() {
    try (JoinedApp app =
        TAKER.trigger(
            QueueEntryPoint.class, "queueTrigger", "message", "PORTOLAN_TIMEOUT_MILLIS", "200")) {
      assertFalse(send(app, "slow", Map.of()).succeeded());
      assertTaken(send(app, "quick", Map.of()));
    }
  }

  @Test
  void aMessageThatIsACloudEventIsThat() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/shop\",\"type\":\"com.acme.order\","
            + "\"data\":\"d\"}";
    try (JoinedApp app = TAKER.trigger(QueueEntryPoint.class, "queueTrigger", "message")) {
      assertTaken(send(app, event, Map.of("Id", new Datum.Text("7"))));
      assertEquals("com.acme.order", Taker.last().type());
      assertEquals(Event.Kind.QUEUE, Taker.last().kind());
      assertEquals("8", Taker.last().id());
      assertEquals("d", Taker.text());
      String other = "{\"specversion\":\"0.3\"}";
      assertTaken(send(app, other, Map.of("Id", new Datum.Text("7"))));
      assertEquals(other, Taker.text());
    }
  }

  @Test
  void aMessageOfServiceBus() {
    Map<String, Datum> metadata =
        Map.of(
            "MessageId", new Datum.Text("m1"),
            "DeliveryCount", new Datum.Json("2"),
            "EnqueuedTimeUtc", new Datum.Json("\"2026-01-02T03:04:05Z\""),
            "Subject", new Datum.Text("order"),
            "SessionId", new Datum.Text("s1"),
            "SequenceNumber", new Datum.Json("17"),
            "ContentType", new Datum.Text("text/plain"),
            "ApplicationProperties",
                new Datum.Json("{\"Tenant-Id\":1,\"id\":\"forged\",\"tags\":[1]}"));
    try (JoinedApp app =
        TAKER.trigger(ServiceBusEntryPoint.class, "serviceBusTrigger", "message")) {
      assertTaken(send(app, "hi", metadata));
      Event<byte[]> event = Taker.last();
      assertEquals("hi", Taker.text());
      assertEquals(Event.Kind.QUEUE, event.kind());
      assertEquals("m1", event.id());
      assertEquals("com.microsoft.servicebus.message", event.type());
      assertEquals(Optional.of("order"), event.subject());
      assertEquals("text/plain", event.dataContentType());
      assertEquals(
          Map.of("partitionkey", "s1", "sequence", "17", "portolanattempt", "2", "tenantid", "1"),
          event.extensions());
      assertEquals(2, Taker.attempt);
    }
  }

  @Test
  void aMessageOfServiceBusWithTheAttributesOfACloudEvent() {
    Map<String, Datum> metadata =
        Map.of(
            "MessageId",
            new Datum.Text("m1"),
            "ContentType",
            new Datum.Text("application/json"),
            "ApplicationProperties",
            new Datum.Json(
                "{\"cloudEvents:specversion\":\"1.0\",\"cloudEvents:id\":\"8\","
                    + "\"cloudEvents_source\":\"/shop\",\"cloudEvents:type\":\"com.acme.order\"}"));
    try (JoinedApp app =
        TAKER.trigger(ServiceBusEntryPoint.class, "serviceBusTrigger", "message")) {
      assertTaken(send(app, "{}", metadata));
      assertEquals("8", Taker.last().id());
      assertEquals("/shop", Taker.last().source());
      assertEquals("com.acme.order", Taker.last().type());
      assertEquals(Event.Kind.QUEUE, Taker.last().kind());
      assertEquals("{}", Taker.text());
    }
  }

  private static Described subscriber(String... types) {
    String all = types.length == 0 ? "" : "\"" + String.join("\",\"", types) + "\"";
    return Described.taker("{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[" + all + "]}");
  }

  private static JoinedApp subscribed(Described function, String... variables) {
    return function.trigger(
        ServiceBusTopicEntryPoint.class, "serviceBusTrigger", "message", variables);
  }

  private static Map<String, Datum> binary(String type) {
    return Map.of(
        "MessageId",
        new Datum.Text("m1"),
        "ApplicationProperties",
        new Datum.Json(
            "{\"cloudEvents:specversion\":\"1.0\",\"cloudEvents:id\":\"8\","
                + "\"cloudEvents:source\":\"/shop\",\"cloudEvents:type\":\""
                + type
                + "\"}"));
  }

  private static String structured(String type) {
    return "{\"specversion\":\"1.0\",\"id\":\"9\",\"source\":\"/shop\",\"type\":\""
        + type
        + "\",\"data\":\"d\"}";
  }

  @Test
  void whatIsPublishedToATopic() {
    Map<String, Datum> metadata =
        Map.of("MessageId", new Datum.Text("m1"), "DeliveryCount", new Datum.Json("3"));
    try (JoinedApp app = subscribed(subscriber(), "PORTOLAN_TOPIC_NAME", "orders")) {
      assertTaken(send(app, "hi", metadata));
      assertEquals(Event.Kind.TOPIC, Taker.last().kind());
      assertEquals("m1", Taker.last().id());
      assertEquals("com.microsoft.servicebus.message", Taker.last().type());
      assertEquals(3, Taker.attempt);
      assertTaken(send(app, "{}", binary("com.acme.order")));
      assertEquals(Event.Kind.CUSTOM, Taker.last().kind());
      assertEquals("8", Taker.last().id());
      assertTaken(send(app, structured("com.acme.order"), metadata));
      assertEquals(Event.Kind.CUSTOM, Taker.last().kind());
      assertEquals("9", Taker.last().id());
      assertFalse(send(app, "retry", metadata).succeeded());
    }
  }

  @Test
  void ofATopicOnlyTheTypesThatTheFunctionAsksForWhateverTheForm() {
    Described function = subscriber("com.acme.order", "com.acme.return");
    try (JoinedApp app = subscribed(function, "PORTOLAN_TOPIC_NAME", "orders");
        Heard heard = Heard.of("f")) {
      int before = Taker.TAKEN.size();
      assertTaken(send(app, "{}", binary("com.acme.orders")));
      assertTaken(send(app, structured("com.acme.orders"), Map.of()));
      assertTaken(send(app, "hi", Map.of()));
      assertEquals(before, Taker.TAKEN.size());
      assertTrue(
          heard.all().stream().allMatch(line -> line.contains("does not ask for its type")),
          heard.all()::toString);
      assertTaken(send(app, "{}", binary("com.acme.order")));
      assertTaken(send(app, structured("com.acme.return"), Map.of()));
      assertEquals(before + 2, Taker.TAKEN.size());
    }
  }

  @Test
  void whatIsOfATopicThatThisVersionDoesNotNameComesAgain() {
    try (JoinedApp app = subscribed(subscriber(), "PORTOLAN_TOPIC_NAME", "returns");
        Heard heard = Heard.of("f")) {
      int before = Taker.TAKEN.size();
      assertFalse(send(app, structured("com.acme.order"), Map.of()).succeeded());
      assertEquals(before, Taker.TAKEN.size());
      assertTrue(heard.only().contains("names another topic"), heard.only());
      assertEquals(List.of(30_000L), app.held);
    }
    String[] brief = {"PORTOLAN_TOPIC_NAME", "returns", "PORTOLAN_TIMEOUT_MILLIS", "10000"};
    try (JoinedApp app = subscribed(subscriber(), brief)) {
      assertFalse(send(app, structured("com.acme.order"), Map.of()).succeeded());
      assertEquals(List.of(9_500L), app.held, "the host ends who takes longer");
    }
    try (JoinedApp app = subscribed(subscriber(), "PORTOLAN_TOPIC_NAME", "orders")) {
      assertTaken(send(app, structured("com.acme.order"), Map.of()));
      assertEquals(List.of(), app.held);
    }
    try (JoinedApp app = subscribed(subscriber("com.acme.order"))) {
      int before = Taker.TAKEN.size();
      assertTaken(send(app, structured("com.acme.return"), Map.of()));
      assertEquals(before + 1, Taker.TAKEN.size(), "nobody tells which topic it is");
    }
  }

  @Test
  void aTopicThatIsCalledOtherwiseIsFilteredAllTheSame() {
    Described function = subscriber("com.acme.order");
    try (JoinedApp app =
        subscribed(
            function,
            "PORTOLAN_TOPIC_NAME",
            "orders-prod",
            "PORTOLAN_NAMES",
            "orders=orders-prod")) {
      int before = Taker.TAKEN.size();
      assertTaken(send(app, "{}", binary("com.acme.return")));
      assertTaken(send(app, "{}", binary("com.acme.order")));
      assertEquals(before + 1, Taker.TAKEN.size());
    }
  }

  @Test
  void anEventOfEventGridInItsOwnSchema() {
    String event =
        "{\"topic\":\"/subscriptions/s/storageAccounts/a\",\"subject\":\"/blobServices/default\","
            + "\"eventType\":\"Microsoft.Storage.BlobCreated\",\"id\":\"e1\","
            + "\"eventTime\":\"2026-01-02T03:04:05.1234567Z\",\"dataVersion\":\"\","
            + "\"metadataVersion\":\"1\",\"data\":{\"api\":\"PutBlob\"}}";
    try (JoinedApp app = TAKER.trigger(EventGridEntryPoint.class, "eventGridTrigger", "event")) {
      assertTaken(app.host.fire("f", event));
      assertEquals(Event.Kind.OBJECT_CREATED, Taker.last().kind());
      assertEquals("e1", Taker.last().id());
      assertEquals("/subscriptions/s/storageAccounts/a", Taker.last().source());
      assertEquals("{\"api\":\"PutBlob\"}", Taker.text());
    }
  }

  @Test
  void anEventOfEventGridInTheSchemaOfCloudEvents() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/shop\",\"type\":\"com.acme.order\"}";
    try (JoinedApp app = TAKER.trigger(EventGridEntryPoint.class, "eventGridTrigger", "event");
        Heard heard = Heard.of("f")) {
      assertTaken(app.host.fire("f", event));
      assertEquals("com.acme.order", Taker.last().type());
      assertNull(Taker.last().data());
      int before = Taker.TAKEN.size();
      assertTaken(app.host.fire("f", "[]"));
      assertEquals(before, Taker.TAKEN.size());
      assertTrue(heard.only().contains("acknowledged and lost"), heard.only());
    }
  }

  @Test
  void theDocumentsOfAChangeFeedComeOneByOneUntilOneFails() {
    String documents =
        "[{\"id\":\"a\",\"_lsn\":5,\"_ts\":1767323045,\"n\":1},"
            + "{\"id\":\"b\",\"_rid\":\"x9==\",\"_ts\":1767323045}]";
    try (JoinedApp app = TAKER.trigger(CosmosDbEntryPoint.class, "cosmosDBTrigger", "documents")) {
      int before = Taker.TAKEN.size();
      assertTaken(app.host.fire("f", documents));
      List<Event<byte[]>> taken = Taker.TAKEN.subList(before, before + 2);
      assertEquals("a/5", taken.get(0).id());
      assertEquals("b/x9==/1767323045", taken.get(1).id());
      assertEquals(Event.Kind.RECORD_UPSERTED, taken.get(0).kind());
      assertEquals(Optional.of("a"), taken.get(0).subject());
      assertEquals(Optional.of(Instant.ofEpochSecond(1767323045)), taken.get(0).time());
      assertTrue(new String(taken.get(0).data(), UTF_8).contains("\"n\":1"));
      assertEquals(before + 2, Taker.TAKEN.size());
    }
  }

  @Test
  void aRecordOfKafka() {
    Map<String, Datum> told = Deliveries.record(1, 4, Map.of("Key", new Datum.Text("k")));
    Map<String, Datum> keyless = Deliveries.record(1, 5, Map.of());
    byte[] noText = {(byte) 0xc3, 0x28, 0};
    try (JoinedApp app = TAKER.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      assertTaken(app.host.fire("f", new Datum.Bytes("hi".getBytes(UTF_8)), told, 2));
      assertEquals(Event.Kind.KAFKA, Taker.last().kind());
      assertEquals("partition:1/offset:4", Taker.last().id());
      assertEquals(Optional.of("partition:1#4"), Taker.last().subject());
      assertEquals("/functions/f#clicks", Taker.last().source());
      assertEquals(Optional.of(Instant.parse("2026-01-02T03:04:05Z")), Taker.last().time());
      assertEquals(Map.of("partitionkey", "k", "kafkaheaderab", "x"), Taker.last().extensions());
      assertEquals("hi", Taker.text());
      assertEquals(3, Taker.attempt);
      assertTaken(app.host.fire("f", new Datum.Bytes(noText), keyless, 0));
      assertArrayEquals(noText, Taker.last().data());
      assertEquals(Map.of("kafkaheaderab", "x"), Taker.last().extensions());
      assertTaken(app.host.fire("f", new Datum.Bytes(new byte[0]), keyless, 0));
      assertNull(Taker.last().data());
    }
  }

  @Test
  void everyHeaderOfARecordOfKafkaIsKept() {
    String json =
        "[{\"Key\":\"A-b\",\"Value\":\"eA==\"},{\"Key\":\"A-b\",\"Value\":\"eQ==\"},"
            + "{\"Key\":\"raw\",\"Value\":\"/wA=\"},{\"Key\":\"none\",\"Value\":null},"
            + "{\"Key\":\"id\",\"Value\":\"eA==\"}]";
    Map<String, Datum> told = Deliveries.record(1, 4, Map.of("Key", new Datum.Text("k")));
    told.put("Headers", new Datum.Json(json));
    Described function =
        new Described(
            Recorder.class, "dev.portolan.KafkaRecord<java.lang.String,byte[]>", Described.HTTP);
    byte[] event =
        "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/s\",\"type\":\"t\"}".getBytes(UTF_8);
    for (byte[] value : List.of("hi".getBytes(UTF_8), event)) {
      try (JoinedApp app = function.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
        assertTaken(app.host.fire("f", new Datum.Bytes(value), told, 0));
        KafkaRecord<String, byte[]> record = Recorder.last;
        assertEquals("clicks", record.topic());
        assertEquals(1, record.partition());
        assertEquals(4, record.offset());
        assertEquals(Optional.of("k"), record.key());
        assertArrayEquals(value, record.value().orElseThrow());
        assertEquals(
            List.of("A-b", "A-b", "raw", "none", "id"),
            record.headers().stream().map(KafkaRecord.Header::name).toList());
        assertArrayEquals(new byte[] {(byte) 0xff, 0}, record.headers().get(2).value());
      }
    }
    try (JoinedApp app = TAKER.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      assertTaken(app.host.fire("f", new Datum.Bytes("hi".getBytes(UTF_8)), told, 0));
      assertEquals(
          Map.of("partitionkey", "k", "kafkaheaderab", "x", "kafkaheaderid", "x"),
          Taker.last().extensions());
    }
  }

  @Test
  void aHeaderThatIsNoBase64IsTextAsItStands() {
    String json =
        "[{\"Key\":\"A-b\",\"Value\":\"eA==\"},{\"Key\":\"plain\",\"Value\":\"h\u00e9, %!\"}]";
    Map<String, Datum> told = Deliveries.record(1, 4, Map.of());
    told.put("Headers", new Datum.Json(json));
    Described function =
        new Described(
            Recorder.class, "dev.portolan.KafkaRecord<java.lang.String,byte[]>", Described.HTTP);
    Datum value = new Datum.Bytes("hi".getBytes(UTF_8));
    try (JoinedApp app = function.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      Recorder.last = null;
      assertTaken(app.host.fire("f", value, told, 0));
      KafkaRecord.Header plain = Recorder.last.headers().get(1);
      assertEquals("plain", plain.name());
      assertArrayEquals("h\u00e9, %!".getBytes(UTF_8), plain.value());
    }
    try (JoinedApp app = TAKER.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      assertTaken(app.host.fire("f", value, told, 0));
      assertEquals(
          Map.of("kafkaheaderab", "x", "kafkaheaderplain", "h\u00e9, %!"),
          Taker.last().extensions());
    }
  }

  @Test
  void whoeverTakesFromOnePlaceIsToldOneSource() {
    assertSource(
        "sb://acme.servicebus.windows.net/orders",
        ServiceBusEntryPoint.class,
        Map.of("MessageId", new Datum.Text("m1")),
        "PORTOLAN_QUEUE__fullyQualifiedNamespace",
        "acme.servicebus.windows.net",
        "PORTOLAN_QUEUE_NAME",
        "orders");
    assertSource(
        "sb://acme.servicebus.windows.net/news",
        ServiceBusTopicEntryPoint.class,
        Map.of("MessageId", new Datum.Text("m1")),
        "PORTOLAN_TOPIC__fullyQualifiedNamespace",
        "acme.servicebus.windows.net",
        "PORTOLAN_TOPIC_NAME",
        "news",
        "PORTOLAN_TOPIC_SUBSCRIPTION",
        "mine");
    assertSource(
        "https://acme.queue.core.windows.net/orders",
        QueueEntryPoint.class,
        Map.of(),
        "PORTOLAN_QUEUE__queueServiceUri",
        "https://acme.queue.core.windows.net/",
        "PORTOLAN_QUEUE_NAME",
        "orders");
    assertSource(
        "https://acme.queue.core.windows.net/orders",
        QueueEntryPoint.class,
        Map.of(),
        "PORTOLAN_QUEUE__accountName",
        "acme",
        "PORTOLAN_QUEUE_NAME",
        "orders");
    assertSource(
        "https://acme.documents.azure.com/dbs/shop/colls/orders",
        CosmosDbEntryPoint.class,
        Map.of(),
        "PORTOLAN_TABLE__accountEndpoint",
        "https://acme.documents.azure.com:443/",
        "PORTOLAN_TABLE_DATABASE",
        "shop",
        "PORTOLAN_TABLE_NAME",
        "orders");
    assertSource(
        "kafka://a:9093,b:9093#clicks",
        KafkaEntryPoint.class,
        Deliveries.record(1, 4, Map.of()),
        "PORTOLAN_KAFKA_BROKERS",
        "b:9093, a:9093");
    assertSource(
        "/sites/shop-f/functions/f",
        ServiceBusEntryPoint.class,
        Map.of(),
        "PORTOLAN_QUEUE_NAME",
        "orders");
  }

  private static void assertSource(
      String source, Class<?> entryPoint, Map<String, Datum> told, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "WEBSITE_SITE_NAME";
    all[settings.length + 1] = "shop-f";
    Described function =
        entryPoint == ServiceBusTopicEntryPoint.class
            ? Described.taker("{\"type\":\"topic\",\"topic\":\"news\",\"types\":[]}")
            : TAKER;
    boolean documents = entryPoint == CosmosDbEntryPoint.class;
    String name = entryPoint == KafkaEntryPoint.class ? "record" : "message";
    try (JoinedApp app =
        function.trigger(entryPoint, "trigger", documents ? "documents" : name, all)) {
      assertTaken(
          documents
              ? app.host.fire("f", "[{\"id\":\"a\",\"_ts\":1767323045}]")
              : app.host.fire("f", new Datum.Bytes("hi".getBytes(UTF_8)), told, 0));
      assertEquals(source, Taker.last().source());
    }
  }

  @Test
  void whatARecordOfKafkaSaysInAttributesIsReadAsARecordElsewhere() {
    try (JoinedApp app =
        TAKER.trigger(
            KafkaEntryPoint.class,
            "kafkaTrigger",
            "record",
            "PORTOLAN_KAFKA_BROKERS",
            "broker:9093")) {
      Map<String, Datum> told = Deliveries.record(1, 4, Map.of());
      assertTaken(app.host.fire("f", new Datum.Bytes("hi".getBytes(UTF_8)), told, 0));
      Map<String, Object> event = new HashMap<>(Taker.last().extensions());
      event.put("source", Taker.last().source());
      event.put("subject", Taker.last().subject().orElseThrow());
      Map<String, Object> record = KafkaEvents.portable(event);
      assertEquals("clicks", record.get("topic"));
      assertEquals(1L, record.get("partition"));
      assertEquals(4L, record.get("offset"));
    }
  }

  /** Keeps the last record. */
  public static final class Recorder
      implements PortableFunction<KafkaRecord<String, byte[]>, Void> {
    static volatile KafkaRecord<String, byte[]> last;

    @Override
    public Void handle(KafkaRecord<String, byte[]> record, Context context) {
      last = record;
      return null;
    }
  }

  @Test
  void aRecordOfKafkaThatIsAnEventIsThatOneAndStillARecord() {
    String event = "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/s\",\"type\":\"t\"}";
    try (JoinedApp app = TAKER.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      Map<String, Datum> told = Deliveries.record(1, 4, Map.of());
      assertTaken(app.host.fire("f", new Datum.Bytes(event.getBytes(UTF_8)), told, 0));
      assertEquals("8", Taker.last().id());
      assertEquals(Event.Kind.KAFKA, Taker.last().kind());
    }
  }

  @Test
  void aRecordOfWhichNobodyTellsWhereItStandsComesAgain() {
    try (JoinedApp app = TAKER.trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      int before = Taker.TAKEN.size();
      Datum value = new Datum.Bytes("hi".getBytes(UTF_8));
      assertFalse(app.host.fire("f", value, Map.of(), 0).succeeded());
      assertEquals(before, Taker.TAKEN.size());
    }
  }
}
