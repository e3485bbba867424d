package dev.portolan.test;

import dev.portolan.Event;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to happen that a function listens to. Immutable: each method makes another one.
 *
 * <p>A message with a {@link #type} is a CloudEvent, sent as the platform's binding for CloudEvents
 * has it; any other is what was put into the queue or the topic and nothing else.
 */
public final class TestEvent {
  private static final byte[] NOTHING = {};

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
    Map<String, String> attributes = new LinkedHashMap<>(occurrence.attributes());
    attributes.put(name, value);
    return new TestEvent(
        new Occurrence(
            occurrence.kind(),
            occurrence.place(),
            occurrence.key(),
            attributes,
            occurrence.mediaType(),
            occurrence.data()));
  }

  /** Carrying JSON, this document. */
  public TestEvent json(String document) {
    return body("application/json", document.getBytes(StandardCharsets.UTF_8));
  }

  /** Carrying plain text. */
  public TestEvent text(String text) {
    return body("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private TestEvent body(String mediaType, byte[] data) {
    return new TestEvent(
        new Occurrence(
            occurrence.kind(),
            occurrence.place(),
            occurrence.key(),
            occurrence.attributes(),
            mediaType,
            data));
  }

  Event.Kind kind() {
    return occurrence.kind();
  }

  String place() {
    return occurrence.place();
  }

  /** What happens, numbered if it has no id. */
  Occurrence occurrence(int number) {
    boolean told = occurrence.attributes().containsKey("id");
    return told ? occurrence : id("event-" + number).occurrence;
  }

  /** What sort of thing, and where. */
  @Override
  public String toString() {
    return (occurrence.kind() + " " + occurrence.place() + " " + occurrence.key()).strip();
  }
}
