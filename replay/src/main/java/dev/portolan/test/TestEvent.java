package dev.portolan.test;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to happen that a function listens to. Immutable: each method makes another one.
 *
 * <p>A message with a {@link #type} is a CloudEvent, sent as the platform's binding for CloudEvents
 * has it; any other is what was put into the queue or the topic and nothing else.
 */
public final class TestEvent {
  private static final byte[] NOTHING = {};

  /** The offset of what is numbered when it is delivered. */
  private static final long UNNUMBERED = -1;

  private final Occurrence occurrence;

  private TestEvent(Occurrence occurrence) {
    this.occurrence = occurrence;
  }

  /** A message of a queue, by the name that {@code @Queue} has. */
  public static TestEvent queued(String queue) {
    return of(Event.Kind.QUEUE, queue, "", NOTHING);
  }

  /** A message of a topic, by the name that {@code @Topic} has. */
  public static TestEvent published(String topic) {
    return of(Event.Kind.TOPIC, topic, "", NOTHING);
  }

  /** An object of so many bytes is stored in a bucket, by the name that the annotation has. */
  public static TestEvent stored(String bucket, String key, int size) {
    return of(Event.Kind.OBJECT_CREATED, bucket, key, new byte[size]);
  }

  /** An object is removed from a bucket. */
  public static TestEvent removed(String bucket, String key) {
    return of(Event.Kind.OBJECT_DELETED, bucket, key, NOTHING);
  }

  /**
   * A record is inserted into a table, by the name that {@code @RecordChanged} has.
   *
   * @param key its key, a text; it is the record's {@code id} where the platform keeps keys in
   *     records
   * @param after a JSON object, the record
   */
  public static TestEvent inserted(String table, String key, String after) {
    return changed(Event.Kind.RECORD_CREATED, table, key, null, after);
  }

  /**
   * A record is changed; as of any change, a platform may tell less: not what was there before, nor
   * that it was not inserted.
   */
  public static TestEvent updated(String table, String key, String before, String after) {
    return changed(Event.Kind.RECORD_UPDATED, table, key, before, after);
  }

  /** A record is removed. */
  public static TestEvent deleted(String table, String key, String before) {
    return changed(Event.Kind.RECORD_DELETED, table, key, before, null);
  }

  private static TestEvent changed(
      Event.Kind kind, String table, String key, String before, String after) {
    return new TestEvent(
        Occurrence.changed(
            kind, table, new Change<>(key, document(before), document(after)), Map.of()));
  }

  private static Optional<Map<String, Object>> document(String json) {
    if (json == null) {
      return Optional.empty();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    try {
      Map<?, ?> read = (Map<?, ?>) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
      read.forEach((name, value) -> document.put((String) name, value));
    } catch (CodecException | ClassCastException none) {
      throw new IllegalArgumentException("a record is a JSON object, and this is none: " + json);
    }
    return Optional.of(document);
  }

  /**
   * A record of a topic of Kafka, by a name that {@code @Kafka} has: in partition 0 and behind
   * those that the test delivered before, with no key and, until it is given one, no value.
   */
  public static TestEvent kafka(String topic) {
    return new TestEvent(
        Occurrence.added(
            new KafkaRecord<>(
                topic, 0, UNNUMBERED, Optional.empty(), Optional.empty(), List.of())));
  }

  /** The time of a schedule comes, which its platform calls so: no annotation names it. */
  public static TestEvent tick(String name) {
    return of(Event.Kind.SCHEDULE, name, "", NOTHING);
  }

  /** A CloudEvent of no kind of its own, sent to the function itself. */
  public static TestEvent custom(String type) {
    return of(Event.Kind.CUSTOM, "", "", NOTHING).type(type);
  }

  private static TestEvent of(Event.Kind kind, String place, String key, byte[] data) {
    return new TestEvent(new Occurrence(kind, place, key, Map.of(), "", data));
  }

  /** With this type, and a source if it has none; a CloudEvent from then on. */
  public TestEvent type(String type) {
    boolean told = occurrence.attributes().containsKey("source");
    return attribute("type", type).attribute("source", told ? source() : "/test");
  }

  private String source() {
    return occurrence.attributes().get("source");
  }

  /** With this id; else it is numbered. */
  public TestEvent id(String id) {
    return attribute("id", id);
  }

  /** From this source. */
  public TestEvent source(String source) {
    return attribute("source", source);
  }

  /** With an attribute: of a CloudEvent, or of the message. */
  public TestEvent attribute(String name, String value) {
    if (occurrence.record().isPresent()) {
      throw new IllegalArgumentException(
          "a record of Kafka has headers, and its place for an id: no attribute " + name);
    }
    Map<String, String> attributes = new LinkedHashMap<>(occurrence.attributes());
    attributes.put(name, value);
    return new TestEvent(
        new Occurrence(
            occurrence.kind(),
            occurrence.place(),
            occurrence.key(),
            attributes,
            occurrence.mediaType(),
            occurrence.data(),
            occurrence.change(),
            occurrence.record(),
            occurrence.attempt()));
  }

  /** Carrying JSON, this document; a record of Kafka has it as its value. */
  public TestEvent json(String document) {
    return body("application/json", document.getBytes(StandardCharsets.UTF_8));
  }

  /** Carrying plain text; a record of Kafka has it as its value. */
  public TestEvent text(String text) {
    return body("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private TestEvent body(String mediaType, byte[] data) {
    if (occurrence.change().isPresent()) {
      throw new IllegalArgumentException(this + " carries the record and nothing else");
    }
    if (occurrence.record().isPresent()) {
      KafkaRecord<byte[], byte[]> record = record();
      return new TestEvent(recorded(record.key(), Optional.of(data), record.headers()));
    }
    return new TestEvent(
        new Occurrence(
                occurrence.kind(),
                occurrence.place(),
                occurrence.key(),
                occurrence.attributes(),
                mediaType,
                data)
            .withAttempt(occurrence.attempt()));
  }

  /** Of a record of Kafka: with this key, a text. */
  public TestEvent key(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new TestEvent(recorded(Optional.of(bytes), record().value(), record().headers()));
  }

  /** Of a record of Kafka: with one more header, a text. */
  public TestEvent header(String name, String value) {
    List<KafkaRecord.Header> headers = new ArrayList<>(record().headers());
    headers.add(new KafkaRecord.Header(name, value.getBytes(StandardCharsets.UTF_8)));
    return new TestEvent(recorded(record().key(), record().value(), headers));
  }

  /** Of a record of Kafka: at this place, which is also its id. */
  public TestEvent at(int partition, long offset) {
    return new TestEvent(at(record(), partition, offset));
  }

  private KafkaRecord<byte[], byte[]> record() {
    return occurrence
        .record()
        .orElseThrow(() -> new IllegalArgumentException(this + " is no record of Kafka"));
  }

  private Occurrence recorded(
      Optional<byte[]> key, Optional<byte[]> value, List<KafkaRecord.Header> headers) {
    KafkaRecord<byte[], byte[]> record = record();
    return Occurrence.added(
            new KafkaRecord<>(
                record.topic(), record.partition(), record.offset(), key, value, headers))
        .withAttempt(occurrence.attempt());
  }

  private Occurrence at(KafkaRecord<byte[], byte[]> record, int partition, long offset) {
    return Occurrence.added(
            new KafkaRecord<>(
                record.topic(), partition, offset, record.key(), record.value(), record.headers()))
        .withAttempt(occurrence.attempt());
  }

  /**
   * Delivered for the so many-th time, from 1; a platform that does not count calls each delivery
   * the first.
   */
  public TestEvent attempt(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("deliveries are counted from 1, and not " + number);
    }
    return new TestEvent(occurrence.withAttempt(number));
  }

  Event.Kind kind() {
    return occurrence.kind();
  }

  /** Whether a record of a table changes. */
  boolean isChange() {
    return occurrence.change().isPresent();
  }

  String place() {
    return occurrence.place();
  }

  /** What those have in common that a platform may hand over with it; empty if it comes alone. */
  String batch() {
    boolean queued = kind() == Event.Kind.QUEUE;
    return queued ? toString() : occurrence.order();
  }

  int attempt() {
    return occurrence.attempt();
  }

  /** What happens, numbered if it has no id. */
  Occurrence occurrence(int number) {
    if (occurrence.record().isPresent()) {
      KafkaRecord<byte[], byte[]> record = record();
      boolean told = record.offset() != UNNUMBERED;
      return told ? occurrence : at(record, record.partition(), number);
    }
    boolean told = occurrence.attributes().containsKey("id");
    return told ? occurrence : id("event-" + number).occurrence;
  }

  /** What sort of thing, and where. */
  @Override
  public String toString() {
    String key = occurrence.change().map(Change::key).orElse(occurrence.key());
    return (occurrence.kind() + " " + occurrence.place() + " " + key).strip();
  }
}
