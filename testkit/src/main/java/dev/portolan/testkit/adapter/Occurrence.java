package dev.portolan.testkit.adapter;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happens and that a function listens to, in the words of no platform.
 *
 * @param kind what sort of thing
 * @param place the queue, topic, bucket, table or schedule where it happens; empty for a custom
 *     event
 * @param key of an object; empty else
 * @param attributes of a message or a custom event, by their lower-case names; with a {@code type}
 *     it is a CloudEvent, which has an {@code id} and a {@code source} then
 * @param mediaType of the data; empty if nobody tells
 * @param data of a message or a custom event, in UTF-8 if the platform carries text alone; of an
 *     object its length alone counts
 * @param change of a record of a table, whose states are JSON; a platform may tell less of it
 * @param record of Kafka
 * @param attempt which delivery of the same it is, from 1, for platforms that count
 */
public record Occurrence(
    Event.Kind kind,
    String place,
    String key,
    Map<String, String> attributes,
    String mediaType,
    byte[] data,
    Optional<Change<Map<String, Object>>> change,
    Optional<KafkaRecord<byte[], byte[]>> record,
    int attempt) {
  private static final byte[] NOTHING = {};

  /** Copies the attributes. */
  public Occurrence {
    attributes = Map.copyOf(attributes);
  }

  /** A message, an object, a tick or a custom event, for the first time. */
  public Occurrence(
      Event.Kind kind,
      String place,
      String key,
      Map<String, String> attributes,
      String mediaType,
      byte[] data) {
    this(kind, place, key, attributes, mediaType, data, Optional.empty(), Optional.empty(), 1);
  }

  /** A record of a table is inserted, changed or removed. */
  public static Occurrence changed(
      Event.Kind kind, String table, Change<Map<String, Object>> change, Map<String, String> more) {
    return new Occurrence(
        kind, table, "", more, "", NOTHING, Optional.of(change), Optional.empty(), 1);
  }

  /** A record is added to a topic of Kafka. */
  public static Occurrence added(KafkaRecord<byte[], byte[]> record) {
    return new Occurrence(
        Event.Kind.KAFKA,
        record.topic(),
        "",
        Map.of(),
        "",
        NOTHING,
        Optional.empty(),
        Optional.of(record),
        1);
  }

  /**
   * What the contracts have happen: the record {@code 7} of the table {@code customers} whose
   * {@code name} is the text, or a record of the topic {@code clicks} that carries it.
   */
  public static Occurrence sample(Event.Kind kind, String text) {
    if (kind == Event.Kind.KAFKA) {
      return added(
          new KafkaRecord<>(
              "clicks",
              1,
              7,
              Optional.empty(),
              Optional.of(text.getBytes(StandardCharsets.UTF_8)),
              List.of()));
    }
    Optional<Map<String, Object>> state = Optional.of(Map.of("name", text));
    boolean isNew = kind == Event.Kind.RECORD_CREATED || kind == Event.Kind.RECORD_UPSERTED;
    boolean removed = kind == Event.Kind.RECORD_DELETED;
    Change<Map<String, Object>> change =
        new Change<>("7", isNew ? Optional.empty() : state, removed ? Optional.empty() : state);
    return changed(kind, "customers", change, Map.of());
  }

  /** The same again. */
  public Occurrence withAttempt(int value) {
    return new Occurrence(kind, place, key, attributes, mediaType, data, change, record, value);
  }

  /** Whether it is a CloudEvent. */
  public boolean isCloudEvent() {
    return attributes.containsKey("type");
  }

  /** Its id; of a record of Kafka where it stands. */
  public String id() {
    return record
        .map(each -> "partition:" + each.partition() + "/offset:" + each.offset())
        .orElseGet(() -> attributes.getOrDefault("id", "1"));
  }

  /**
   * In what it has an order: of those with the same, one that comes again holds up all behind it;
   * empty for what has none.
   */
  public String order() {
    return record
        .map(each -> kind + " " + place + "-" + each.partition())
        .orElse(change.isPresent() ? "RECORD " + place : "");
  }
}
