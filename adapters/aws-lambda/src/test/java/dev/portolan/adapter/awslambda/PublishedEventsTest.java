package dev.portolan.adapter.awslambda;

import static dev.portolan.testkit.adapter.PublishedEvents.assertEvent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.ObjectRef;
import dev.portolan.Tick;
import dev.portolan.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendor's own sample events, as a function is handed them. */
final class PublishedEventsTest {
  private static final String OBJECT = "java.lang.Object";
  private static final String TEXT = "java.lang.String";

  /** A product. */
  public record Product(int id, String name, int price) {}

  @Test
  @DisplayName("SQS: a message with its attributes, and how often it came")
  void messages() {
    Event<String> event = Recipient.event("sqs-attributes", TEXT);
    assertEvent(
        event,
        Event.Kind.QUEUE,
        "MessageID_1",
        "arn:aws:sqs:us-west-2:123456789012:SQSQueue",
        "com.amazonaws.sqs.message",
        "2018-03-09T18:53:45.029Z");
    assertEquals("Message Body", event.data());
    assertEquals(
        Map.of("portolanattempt", "2", "attribute1", "AttributeValue1", "attribute2", "123"),
        event.extensions());
    assertEquals(List.of(2), Recipient.ATTEMPTS);
    assertEquals(Optional.empty(), event.subject());
    Event<Product> product = Recipient.event("sqs-product", Product.class.getName());
    assertEquals(new Product(1234, "Product1234", 450), product.data());
    assertEquals("", Recipient.<String>event("sqs-empty", TEXT).data());
  }

  @Test
  @DisplayName("SQS: a message of a FIFO queue has its group and its number")
  void fifo() {
    Event<String> event = Recipient.event("sqs-fifo", TEXT);
    assertEquals("Test message.", event.data());
    assertEquals("1", event.extensions().get("partitionkey"));
    assertEquals("18849496460467696128", event.extensions().get("sequence"));
  }

  @Test
  @DisplayName("SNS: a notification, its subject and attributes")
  void notifications() {
    Event<Map<String, Object>> event = Recipient.event("sns", OBJECT);
    assertEvent(
        event,
        Event.Kind.TOPIC,
        "dc918f50-80c6-56a2-ba33-d8a9bbf013ab",
        "arn:aws:sns:eu-central-1:123456789012:TopicSendToMe",
        "com.amazonaws.sns.Notification",
        "2020-10-08T16:06:14.656Z");
    assertEquals(Map.of("id", 42L, "name", "Bob"), event.data());
    assertEquals(Optional.of("Test sns message"), event.subject());
    assertEquals(Map.of("name", "Bob"), event.extensions());
    Event<String> text = Recipient.event("sns-attributes", TEXT);
    assertEquals("Hello from SNS!", text.data());
    assertEquals(Map.of("test", "TestString"), text.extensions(), "bytes are left out");
    Event<Map<String, Object>> alarm = Recipient.event("sns-alarm", OBJECT);
    assertEquals("ALARM", alarm.data().get("NewStateValue"));
  }

  @Test
  @DisplayName("S3: an object by its decoded name")
  void objects() {
    Event<ObjectRef> event = Recipient.event("s3-put", ObjectRef.class.getName());
    assertEvent(
        event,
        Event.Kind.OBJECT_CREATED,
        "C3D13FE58DE4C810.FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"
            + ".Happy Sequencer",
        "aws:s3.us-east-1.sourcebucket",
        "com.amazonaws.s3.ObjectCreated:Put",
        "1970-01-01T00:00:00.123Z");
    assertEquals(Optional.of("Happy Face.jpg"), event.subject());
    assertEquals(
        new ObjectRef(
            "sourcebucket",
            "Happy Face.jpg",
            OptionalLong.of(1024),
            Optional.of("d41d8cd98f00b204e9800998ecf8427e"),
            Optional.empty(),
            Optional.of("version")),
        event.data());
    assertEquals(
        Optional.empty(),
        Recipient.<ObjectRef>event("s3", ObjectRef.class.getName()).data().version());
    Recipient.of("dev.portolan.ObjectRef").send(Recipient.published("s3"));
    assertEquals("test/key", ((ObjectRef) Recipient.HANDED.get(0)).key());
    Event<Map<String, Object>> own = Recipient.event("s3-put", OBJECT);
    assertEquals("aws:s3", own.data().get("eventSource"), "who asks for no payload gets AWS's own");
  }

  @ParameterizedTest
  @CsvSource({
    "s3-lifecycle,com.amazonaws.s3.LifecycleTransition,CUSTOM",
    "s3-restore,com.amazonaws.s3.ObjectRestore:Completed,CUSTOM",
    "s3-decoded,com.amazonaws.s3.ObjectCreated:Put,OBJECT_CREATED"
  })
  @DisplayName("S3: what happened to an object")
  void whatHappened(String name, String type, Event.Kind kind) {
    Event<Object> event = Recipient.event(name, OBJECT);
    assertEquals(type, event.type());
    assertEquals(kind, event.kind());
  }

  @Test
  @DisplayName("S3: keys are decoded as forms are, removals are told, ids of one request differ")
  void removals() {
    String removed =
        Recipient.published("s3-put")
            .replace("ObjectCreated:Put", "ObjectRemoved:Delete")
            .replace("Happy%20Face.jpg", "a+b/%2Bgr%C3%BC%C3%9Fe%25.txt");
    Recipient.of("dev.portolan.Event<dev.portolan.ObjectRef>").send(removed);
    Event<?> event = (Event<?>) Recipient.HANDED.get(0);
    assertEquals(Event.Kind.OBJECT_DELETED, event.kind());
    assertEquals("a b/+grüße%.txt", ((ObjectRef) event.data()).key());
    String one =
        Recipient.published("s3-put").substring("{\"Records\":[".length()).replace("]}\n", "");
    String two = one.replace("Happy Sequencer", "Other Sequencer");
    Recipient.of("dev.portolan.Event<java.lang.Object>")
        .send("{\"Records\":[" + one + "," + two + "]}");
    Set<String> ids = new HashSet<>();
    Recipient.HANDED.forEach(each -> ids.add(((Event<?>) each).id()));
    assertEquals(2, ids.size());
  }

  @Test
  @DisplayName("DynamoDB: each change with its states, as plain JSON")
  void changes() {
    String change = "dev.portolan.Change<java.util.Map<java.lang.String,java.lang.Object>>";
    List<Event<Change<Map<String, Object>>>> events = Recipient.events("dynamodb", change);
    String source =
        "arn:aws:dynamodb:eu-central-1:123456789012:table/ExampleTableWithStream/stream/"
            + "2015-06-27T00:48:05.899";
    assertEvent(
        events.get(0),
        Event.Kind.RECORD_CREATED,
        "c4ca4238a0b923820dcc509a6f75849b",
        source,
        "com.amazonaws.dynamodb.INSERT",
        "2015-04-09T00:00:00Z");
    assertEquals(
        new Change<>(
            "101", Optional.empty(), Optional.of(Map.of("Message", "New item!", "Id", 101L))),
        events.get(0).data());
    assertEvent(
        events.get(1),
        Event.Kind.RECORD_UPDATED,
        "c81e728d9d4c2f636f067f89cc14862c",
        source,
        "com.amazonaws.dynamodb.MODIFY",
        "2021-11-01T02:40:07.123456789Z");
    assertEquals("New item!", events.get(1).data().before().get().get("Message"));
    assertEquals("This item has changed", events.get(1).data().after().get().get("Message"));
    assertEquals(Event.Kind.RECORD_DELETED, events.get(2).kind());
    assertTrue(events.get(2).data().after().isEmpty());
    assertEquals(
        Map.of("partitionkey", "101", "sequence", "4421584500000000017450439093"),
        events.get(2).extensions());
    assertEquals(2, Recipient.events("dynamodb-window", OBJECT).size());
  }

  @Test
  @DisplayName("DynamoDB: every sort of value; a key of two parts")
  void values() {
    List<Event<String>> events = Recipient.events("dynamodb-values", TEXT);
    assertEquals(0, events.size(), "an object is no text");
    Event<Map<String, Object>> event =
        Recipient.<Map<String, Object>>events("dynamodb-values", OBJECT).get(1);
    assertEquals("{\"key\":\"binary\",\"val\":\"data\"}", event.extensions().get("partitionkey"));
    String all =
        new String(
            new JsonWriter().value(event.data().get("NewImage")).toBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "{\"val\":\"data\",\"asdf1\":\"AAEqQQ==\",\"b2\":\"test\",\"asdf2\":[\"AAEqQQ==\",\"QSoBAA==\","
            + "\"AAEqQQ==\"],\"key\":\"binary\",\"Binary\":\"AAEqQQ==\",\"Boolean\":true,\"BinarySet\":"
            + "[\"AAEqQQ==\",\"AAEqQQ==\"],\"List\":[\"Cookies\",\"Coffee\",3.14159],\"Map\":{\"Name\":"
            + "\"Joe\",\"Age\":35},\"FloatNumber\":123.45,\"IntegerNumber\":123,\"NumberSet\":[1234,"
            + "567.8],\"Null\":null,\"String\":\"Hello\",\"StringSet\":[\"Giraffe\",\"Zebra\"],"
            + "\"EmptyStringSet\":[]}",
        all);
  }

  @Test
  @DisplayName("Kinesis: a record's bytes, its key and number")
  void stream() {
    List<Event<String>> events = Recipient.events("kinesis-two", TEXT);
    assertEvent(
        events.get(1),
        Event.Kind.CUSTOM,
        "shardId-000000000000:49568167373333333334444444444444444444444444444444444444",
        "arn:aws:kinesis:us-east-1:123456789012:stream/simple-stream",
        "com.amazonaws.kinesis.record",
        "2016-12-04T08:52:03.477Z");
    assertEquals("Hello World", events.get(1).data());
    assertEquals("s1", events.get(1).extensions().get("partitionkey"));
    assertEquals(
        "49568167373333333334444444444444444444444444444444444444",
        events.get(1).extensions().get("sequence"));
    assertEquals("Hello, this is a test 123.", Recipient.<String>event("kinesis", TEXT).data());
    assertEquals("Hello, this is a test.", Recipient.<String>event("kinesis-window", TEXT).data());
  }

  @Test
  @DisplayName("Kafka: a record with key, headers and the place where it stands")
  void kafka() {
    Event<String> event = Recipient.event("kafka", TEXT);
    assertEvent(
        event,
        Event.Kind.KAFKA,
        "partition:0/offset:15",
        "arn:aws:kafka:us-east-1:123456789012:cluster/vpc-3432434/4834-3547-3455-9872-7929#mytopic",
        "org.apache.kafka.record",
        "2020-08-03T18:55:20.837Z");
    assertEquals(Optional.of("partition:0#15"), event.subject());
    assertEquals("Hello from Kafka !!", event.data());
    assertEquals(Map.of("kafkaheaderheaderkey", "headerValue"), event.extensions());
    String record = "dev.portolan.KafkaRecord<" + TEXT + "," + TEXT + ">";
    KafkaRecord<String, String> keyed =
        Recipient.<KafkaRecord<String, String>>event("kafka-key", record).data();
    assertEquals("AWSKafkaTopic", keyed.topic());
    assertEquals(0, keyed.partition());
    assertEquals(0, keyed.offset());
    assertEquals(Optional.of("8d5596b4-1813-4238-b24b-6dad8e3d1c0c"), keyed.key());
    assertEquals(Optional.of("8d5596b4-1813-4238-b24b-6dad8e3d1c0c"), keyed.value());
    assertEquals("headerKey", keyed.headers().get(0).name());
    assertArrayEquals(new byte[] {118, -36, 0, 127, -128}, keyed.headers().get(0).value());
    Event<String> own = Recipient.event("kafka-self-managed", TEXT);
    assertEquals(
        "kafka://b-1.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092,"
            + "b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092#mytopic",
        own.source());
    assertEquals("Hello, this is a test.", own.data());
  }

  @Test
  @DisplayName("EventBridge: ticks of rules, and events of its buses")
  void eventBridge() {
    Event<Tick> tick = Recipient.event("eventbridge-scheduled", Tick.class.getName());
    assertEvent(
        tick,
        Event.Kind.SCHEDULE,
        "fae0433b-7a0e-e383-7849-7e10153eaa47",
        "arn:aws:events:eu-central-1:123456789012:rule/demoschedule",
        "com.amazonaws.events.scheduled",
        "2020-09-30T15:58:34Z");
    assertEquals(new Tick("demoschedule", Instant.parse("2020-09-30T15:58:34Z")), tick.data());
    Event<Map<String, Object>> event = Recipient.event("eventbridge-autoscaling", OBJECT);
    assertEvent(
        event,
        Event.Kind.CUSTOM,
        "12345678-1234-1234-1234-123456789012",
        "urn:aws:events:aws.autoscaling",
        "EC2 Instance Launch Successful",
        "1970-01-01T00:00:00Z");
    assertEquals(Optional.of("auto-scaling-group-arn"), event.subject());
    assertEquals("InProgress", event.data().get("StatusCode"));
    assertEquals("ECR Image Scan", Recipient.event("eventbridge-ecr", OBJECT).type());
  }

  @Test
  @DisplayName("EventBridge Scheduler: the CloudEvent that our deployer has it send")
  void scheduler() {
    Event<Tick> tick = Recipient.event("scheduler", Tick.class.getName());
    assertEquals(Event.Kind.SCHEDULE, tick.kind());
    assertEquals(new Tick("nightly", Instant.parse("2022-03-22T18:59:43Z")), tick.data());
    assertEquals(List.of(2), Recipient.ATTEMPTS);
    Recipient.of("java.lang.Void").send(Recipient.published("scheduler"));
    assertEquals(1, Recipient.HANDED.size());
  }
}
