package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Batch;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.runtime.FailedInvocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each source is told of its records. */
final class RepliesTest {
  private static final String NONE = "{\"batchItemFailures\":[]}";
  private static final String TEXT = "java.lang.String";
  private static final String BATCH = "dev.portolan.Batch<java.lang.String>";

  private static String told(String identifiers) {
    return "{\"batchItemFailures\":[" + identifiers.replace("'", "\"") + "]}";
  }

  private static String send(String input, String payload) {
    return Recipient.of(input).send(payload);
  }

  @ParameterizedTest
  @ValueSource(strings = {TEXT, BATCH})
  @DisplayName("SQS: each message that shall come again, by its id; what was refused is not")
  void messages(String input) {
    assertEquals(NONE, send(input, Batches.sqs("a", "reject", "b")));
    assertEquals(
        told("{'itemIdentifier':'m1'},{'itemIdentifier':'m3'}"),
        send(input, Batches.sqs("a", "retry", "b", "bug", "reject")));
  }

  @Test
  @DisplayName("SQS FIFO: the one that failed and all that follow; together, those of its group")
  void fifo() {
    String payload = Batches.queue("q.fifo", "a:g", "retry:g", "b:h", "c:g");
    String all = "{'itemIdentifier':'m1'},{'itemIdentifier':'m2'},{'itemIdentifier':'m3'}";
    assertEquals(told(all), send(TEXT, payload));
    assertEquals(List.of("a", "retry"), Recipient.HANDED);
    assertEquals(told(all), send(BATCH, payload), "Batch.each keeps the whole order");
    assertEquals(
        told("{'itemIdentifier':'m1'}"),
        send(TEXT, payload.replace("q.fifo", "q")),
        "a group alone makes no order");
  }

  @Test
  @DisplayName("Kinesis, DynamoDB: the lowest number from which on records come again")
  void shards() {
    assertEquals(NONE, send(TEXT, Batches.kinesis("a", "reject")));
    assertEquals(
        told("{'itemIdentifier':'99'}"), send(TEXT, Batches.kinesis("a", "retry", "b", "bug")));
    assertEquals(told("{'itemIdentifier':'100'}"), send(BATCH, Batches.kinesis("a", "b", "bug")));
    assertEquals(NONE, send("java.lang.Void", Batches.dynamoDb("a", "b")));
    String changed = "dev.portolan.Batch<dev.portolan.Change<java.lang.Object>>";
    assertEquals(NONE, send(changed, Batches.dynamoDb("a", "b")));
  }

  @Test
  @DisplayName(
      "Kinesis, DynamoDB: if the first comes again all do, so that Lambda halves the batch")
  void theFirstOfAShard() {
    String other = Batches.kinesis("retry", "a");
    int second = other.lastIndexOf("\"k\"");
    String payload = other.substring(0, second) + "\"z\"" + other.substring(second + 3);
    Recipient recipient = Recipient.of(BATCH);
    Recipient.lanes = true;
    assertThrows(FailedInvocation.class, () -> recipient.send(payload));
    // whatever the order in which they are listed
    String turned = payload.replace("\"98\"", "\"100\"");
    assertEquals(told("{'itemIdentifier':'100'}"), recipient.send(turned));
  }

  @Test
  @DisplayName("Kafka: if one comes again all do, since Lambda may read no list of them")
  void partitions() {
    assertEquals(NONE, send(TEXT, Batches.kafka("a", "b", "reject")));
    for (String word : new String[] {"retry", "bug"}) {
      String payload = Batches.kafka("a", "b", word, "c", "d");
      assertThrows(FailedInvocation.class, () -> send(TEXT, payload));
      assertEquals(
          List.of("a", word, "b", "c"), Recipient.HANDED, "a partition holds back no other");
      assertThrows(FailedInvocation.class, () -> send(BATCH, payload));
    }
  }

  @Test
  @DisplayName("Kafka: records without a key are in the order of their partition alone")
  void partitionsTogether() {
    assertEquals(NONE, send(BATCH, Batches.kafka("a", "b", "c", "d")));
    Batch<?> batch = (Batch<?>) Recipient.HANDED.get(0);
    List<String> keys = new ArrayList<>();
    batch.events().forEach(each -> keys.add(each.extensions().get("portolanorder")));
    assertEquals(List.of("t-0", "t-0", "t-1", "t-1"), keys);
  }

  @Test
  @DisplayName("SQS FIFO: the group orders messages that are CloudEvents with keys of their own")
  void groupsOfCloudEvents() {
    String event =
        "{'specversion':'1.0','id':'8','source':'/shop','type':'t','partitionkey':'own',"
            + "'data':'d'}";
    String body = event.replace("'", "\\\"");
    String payload = Batches.queue("q.fifo", "x:g").replace("\"x\"", '"' + body + '"');
    assertEquals(NONE, send("dev.portolan.Batch<java.lang.Object>", payload));
    Event<?> handed = ((Batch<?>) Recipient.HANDED.get(0)).events().get(0);
    assertEquals("own", handed.extensions().get("partitionkey"), "the sender's own word is kept");
    assertEquals("g", handed.extensions().get("portolanorder"));
    assertEquals(NONE, send(BATCH, Batches.kinesis(event.replace('\'', '"'))));
    handed = ((Batch<?>) Recipient.HANDED.get(0)).events().get(0);
    assertEquals("k", handed.extensions().get("portolanorder"));
  }

  @Test
  @DisplayName("if all shall come again the invocation fails, since a mapping may read no list")
  void allAgain() {
    for (String input : new String[] {TEXT, BATCH}) {
      for (String payload :
          new String[] {
            Batches.sqs("retry"),
            Batches.sqs("retry", "bug"),
            Batches.queue("q.fifo", "bug:g", "a:g"),
            Batches.kinesis("retry", "a"),
            Batches.kafka("retry")
          }) {
        assertThrows(FailedInvocation.class, () -> send(input, payload), payload);
      }
    }
    assertEquals(NONE, send(TEXT, Batches.sqs("reject")));
  }

  @Test
  @DisplayName("SNS, S3, EventBridge: Lambda tries again what fails, and nothing that was refused")
  void asynchronous() {
    assertEquals("null", send(TEXT, Batches.sns("a")));
    assertEquals("null", send(TEXT, Batches.sns("reject")));
    for (String word : new String[] {"retry", "bug"}) {
      FailedInvocation failure =
          assertThrows(FailedInvocation.class, () -> send(TEXT, Batches.sns(word)));
      assertEquals("id", failure.getMessage(), "and tells nothing of it");
    }
    String event =
        "{\"id\":\"1\",\"source\":\"shop\",\"detail-type\":\"order\",\"detail\":\"retry\"}";
    assertThrows(FailedInvocation.class, () -> send(TEXT, event));
    assertEquals("null", send(TEXT, event.replace("retry", "reject")));
    assertEquals("null", send(BATCH, event.replace("retry", "a")));
  }

  @Test
  @DisplayName("who sends a CloudEvent is told what the function answered, or that it was refused")
  void documents() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":\"a\"}";
    assertEquals("null", send(TEXT, event));
    assertEquals("{\"outcomes\":[\"REJECT\"]}", send(TEXT, event.replace("\"a\"", "\"reject\"")));
    assertEquals("{\"outcomes\":[\"REJECT\"]}", send(TEXT, event.replace("1.0", "0.3")));
    assertThrows(FailedInvocation.class, () -> send(TEXT, event.replace("\"a\"", "\"retry\"")));
  }

  @Test
  @DisplayName("when the source does not know a record that shall come again, all do")
  void unknown() {
    String nameless = Batches.kinesis("a", "bug").replace("\"sequenceNumber\":\"99\",", "");
    assertThrows(FailedInvocation.class, () -> send(TEXT, nameless));
  }

  @Test
  @DisplayName("messages that are CloudEvents are these, by their attributes or as JSON")
  void cloudEvents() {
    String json =
        "{\\\"specversion\\\":\\\"1.0\\\",\\\"id\\\":\\\"8\\\",\\\"source\\\":\\\"/shop\\\","
            + "\\\"type\\\":\\\"com.acme.order\\\",\\\"data\\\":\\\"d\\\"}";
    assertCloudEvent(Batches.sqs(json.replace(":", "#")).replace("#", ":"));
    assertEquals(
        Event.Kind.QUEUE, ((Event<?>) Recipient.HANDED.get(0)).kind(), "a queue's message still");
    assertCloudEvent(Batches.sns(json));
    assertCloudEvent(Batches.kinesis(json.replace("\\", "")));
    assertCloudEvent(Batches.kafka(json.replace("\\", "")));
    for (String prefix : new String[] {"ce-", "ce_", "cloudEvents:", "cloudEvents_", "CE-"}) {
      String attributes =
          "\"messageAttributes\":{'Pspecversion':{'stringValue':'1.0'},'Pid':{'stringValue':'8'},"
              + "'Psource':{'stringValue':'/shop'},'Ptype':{'stringValue':'com.acme.order'},"
              + "'other':{'stringValue':'x'}},\"eventSource\"";
      assertCloudEvent(
          Batches.sqs("d")
              .replace(
                  "\"eventSource\"", attributes.replace("'P", "'" + prefix).replace("'", "\"")));
    }
    String headers =
        "\"headers\":[{\"ce_specversion\":[49,46,48]},{\"ce_id\":[56]},"
            + "{\"ce_source\":[47,115,104,111,112]},"
            + "{\"ce_type\":[99,111,109,46,97,99,109,101,46,111,114,100,101,114]}],\"value\"";
    assertCloudEvent(Batches.kafka("d").replace("\"value\"", headers));
  }

  @Test
  @DisplayName("Kafka: a record that is a CloudEvent, in either way, is a record of Kafka as well")
  void cloudEventsOfKafka() {
    String json =
        "{'specversion':'1.0','id':'8','source':'/shop','type':'com.acme.order','data':'d'}"
            .replace('\'', '"');
    String binary =
        "\"headers\":[{\"ce_specversion\":[49,46,48]},{\"ce_id\":[56]},"
            + "{\"ce_source\":[47,115]},{\"ce_type\":[116]}],\"value\"";
    String record = "dev.portolan.KafkaRecord<java.lang.String,java.lang.String>";
    for (String payload :
        new String[] {
          Batches.kafka(json), Batches.kafka("d").replace("\"value\"", binary), Batches.kafka("d")
        }) {
      assertEquals(NONE, send(record, payload));
      assertEquals(1, Recipient.HANDED.size(), payload);
      KafkaRecord<?, ?> handed = (KafkaRecord<?, ?>) Recipient.HANDED.get(0);
      assertEquals("t", handed.topic());
      assertEquals(7, handed.offset());
      Recipient.of("dev.portolan.Event<java.lang.String>").send(payload);
      assertEquals(Event.Kind.KAFKA, ((Event<?>) Recipient.HANDED.get(0)).kind());
    }
  }

  private static void assertCloudEvent(String payload) {
    Recipient.of("dev.portolan.Event<java.lang.String>").send(payload);
    assertEquals(1, Recipient.HANDED.size(), payload);
    Event<?> event = (Event<?>) Recipient.HANDED.get(0);
    assertEquals("8", event.id());
    assertEquals("/shop", event.source());
    assertEquals("com.acme.order", event.type());
    assertEquals("d", event.data());
  }

  @Test
  @DisplayName("the trace goes on from the event, or from what SQS keeps of its sender")
  void traces() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    send(
        TEXT,
        Batches.sqs("a")
            .replace(
                "\"eventSource\"",
                "\"messageAttributes\":{\"traceparent\":{\"stringValue\":\""
                    + trace
                    + "\"}},\"eventSource\""));
    assertEquals(trace, Recipient.trace);
    String xray = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    send(
        TEXT,
        Batches.sqs("a")
            .replace("\"attributes\":{", "\"attributes\":{\"AWSTraceHeader\":\"" + xray + "\""));
    assertEquals("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", Recipient.trace);
  }
}
