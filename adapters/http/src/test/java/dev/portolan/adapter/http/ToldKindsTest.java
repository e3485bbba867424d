package dev.portolan.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.runtime.Invoker;
import dev.portolan.testkit.adapter.DescriptorLoader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As what a function is told an event, by what it takes from. */
final class ToldKindsTest {
  private static final String ANY = "java.util.Map<java.lang.String,java.lang.Object>";
  private static final String CHANGE = "dev.portolan.Change<" + ANY + ">";
  private static final String RECORD = "dev.portolan.KafkaRecord<java.lang.String," + ANY + ">";
  private static final String OWN = "{\"key\":\"7\",\"before\":null,\"after\":{\"n\":1}}";
  private static final String NONE = "";

  /** The event that the function is handed; {@code null} if it was acknowledged without. */
  private static Event<?> told(String type, String rest, String input, String triggers)
      throws IOException {
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + PublishedEventsTest.Keeper.class.getName()
            + "\",\"input\":\"dev.portolan.Event<"
            + input
            + ">\",\"output\":\"java.lang.Void\",\"triggers\":["
            + Arrays.stream(triggers.split(" "))
                .map(trigger -> "{\"type\":\"" + trigger + "\",\"path\":\"/a\"}")
                .collect(Collectors.joining(","))
            + "]}]}";
    byte[] body =
        ("{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\""
                + type
                + (rest.contains("\"source\"") ? "\"" : "\",\"source\":\"/s\"")
                + rest
                + "}")
            .getBytes(UTF_8);
    Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", "f");
    ClassLoader loader = new DescriptorLoader(ToldKindsTest.class.getClassLoader(), descriptor);
    PublishedEventsTest.Keeper.HANDED.clear();
    try (RunningServer server = RunningServer.start(Invoker.open(variables, loader), variables)) {
      int status = PublishedEventsTest.post(server, CloudEventsTest.STRUCTURED, body);
      List<Event<?>> handed = PublishedEventsTest.Keeper.HANDED;
      assertEquals(true, status < 300, type + " to " + triggers + ": " + status);
      return handed.isEmpty() ? null : handed.get(0);
    }
  }

  private static void assertTold(String kind, String type, String rest, String triggers)
      throws IOException {
    Event<?> event = told(type, rest, ANY, triggers);
    assertEquals(kind, event == null ? "nothing" : event.kind().name(), type + " to " + triggers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.amazonaws.sqs.message",
        "com.microsoft.servicebus.message",
        "com.microsoft.storage.queue.message"
      })
  void whatWasInAnotherCloudsQueueComesByATopicAndByNoStore(String type) throws IOException {
    for (String store : List.of("object-created", "object-deleted", "record-changed")) {
      assertTold("CUSTOM", type, NONE, "topic " + store);
      assertTold("CUSTOM", type, NONE, store + " topic");
      assertTold("nothing", type, NONE, store);
      assertTold("QUEUE", type, NONE, "topic queue " + store);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.knative.sources.ping",
        "com.amazonaws.events.scheduled",
        "com.microsoft.azure.functions.timer",
        "dev.knative.kafka.event",
        "org.apache.kafka.record",
        "com.amazonaws.s3.ObjectCreated:Put",
        "com.amazonaws.s3.LifecycleExpiration:Delete",
        "com.amazonaws.dynamodb.INSERT",
        "com.amazonaws.dynamodb.MODIFY",
        "com.amazonaws.dynamodb.REMOVE",
        "com.microsoft.cosmosdb.upsert",
        "google.cloud.firestore.document.v1.created",
        "google.cloud.firestore.document.v1.written.withAuthContext",
        "google.cloud.pubsub.topic.v1.messagePublished",
        "com.amazonaws.sns.Notification",
        "com.amazonaws.sqs.message",
        "io.debezium.connector.mysql.DataChangeEvent",
        "com.acme.order.placed"
      })
  void whateverIsSentToAQueueIsAMessageOfIt(String type) throws IOException {
    for (String rest : List.of(NONE, ",\"iodebeziumop\":\"u\",\"data\":" + OWN)) {
      assertTold("QUEUE", type, rest, "queue");
      assertTold("QUEUE", type, rest, "queue http");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, com.amazonaws.sns.Notification, topic queue",
    "TOPIC, google.cloud.pubsub.topic.v1.messagePublished, queue topic",
    "QUEUE, com.amazonaws.sns.Notification, queue object-created",
    "QUEUE, com.acme.order.placed, topic queue",
    "SCHEDULE, dev.knative.sources.ping, queue schedule",
    "QUEUE, dev.knative.sources.ping, queue object-created",
    "KAFKA, dev.knative.kafka.event, kafka queue",
    "OBJECT_CREATED, com.amazonaws.s3.ObjectCreated:Put, queue object-created",
    "QUEUE, com.amazonaws.s3.ObjectCreated:Put, queue object-deleted",
    "OBJECT_DELETED, com.amazonaws.s3.ObjectRemoved:Delete, queue topic"
  })
  void ofAQueueIsWhatNothingElseBrings(String kind, String type, String triggers)
      throws IOException {
    assertTold(kind, type, NONE, triggers);
  }

  @ParameterizedTest
  @CsvSource({
    "RECORD_CREATED, com.amazonaws.dynamodb.INSERT",
    "RECORD_UPDATED, com.amazonaws.dynamodb.MODIFY",
    "RECORD_DELETED, com.amazonaws.dynamodb.REMOVE",
    "RECORD_UPSERTED, com.microsoft.cosmosdb.upsert",
    "RECORD_UPDATED, google.cloud.firestore.document.v1.updated.withAuthContext"
  })
  void anotherCloudsRecordIsOneWhereItsPayloadIsToldWithIt(Event.Kind kind, String type)
      throws IOException {
    for (String data :
        List.of(
            "null", "1", "{}", "{\"key\":\"7\"}", "{\"Keys\":{}}", "{\"key\":7,\"after\":{}}")) {
      assertNull(told(type, ",\"data\":" + data, CHANGE, "record-changed"), type + data);
      String map = ",\"data\":" + (data.startsWith("{") ? data : "{}");
      assertTold("CUSTOM", type, map, "record-changed topic");
      assertTold("CUSTOM", type, map, "topic");
    }
    assertNull(told(type, ",\"data_base64\":\"?\"", CHANGE, "record-changed"), type);
    for (String triggers : List.of("record-changed", "topic", "record-changed topic")) {
      Event<?> event = told(type, ",\"data\":" + OWN, CHANGE, triggers);
      assertEquals(kind, event.kind());
      assertEquals(new Change<>("7", Optional.empty(), Optional.of(Map.of("n", 1L))), event.data());
    }
  }

  @Test
  void aRecordOfKafkaIsOneWhereItIsToldWhereItStands() throws IOException {
    String type = "org.apache.kafka.record";
    assertNull(told(type, ",\"data\":{\"n\":1}", RECORD, "kafka object-created"));
    assertTold("CUSTOM", type, ",\"data\":{\"n\":1}", "topic");
    KafkaRecord<String, Map<String, Long>> record =
        new KafkaRecord<>("t", 2, 15, Optional.empty(), Optional.of(Map.of("n", 1L)), List.of());
    for (String rest :
        List.of(
            ",\"subject\":\"partition:2#15\",\"data\":{\"n\":1}",
            ",\"data\":{\"topic\":\"t\",\"partition\":2,\"offset\":15,\"value\":{\"n\":1}}")) {
      String placed = rest.replace(",\"subject\"", ",\"source\":\"/k#t\",\"subject\"");
      Event<?> event = told(type, placed, RECORD, "kafka object-created");
      assertEquals(Event.Kind.KAFKA, event.kind());
      assertEquals(record, event.data());
    }
  }
}
