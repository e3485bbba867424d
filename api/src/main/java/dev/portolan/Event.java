package dev.portolan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened, described by the attributes of CloudEvents 1.0.
 *
 * <p>{@code source} and {@code type} are the platform's own and differ between platforms; {@code
 * kind} is the same on all. Events are delivered at least once: {@code source} and {@code id}
 * together tell a repetition.
 *
 * @param kind what sort of thing happened
 * @param id unique among the events of the source
 * @param source where it happened, a URI reference
 * @param type the platform's name for what happened
 * @param subject what it happened to, within the source
 * @param time when it happened, if the platform tells
 * @param dataContentType the media type of the data as it came, empty if unknown
 * @param extensions further attributes by their lower-case names, such as {@code partitionkey}
 * @param data what the event carries
 * @param <T> the type of the data
 */
public record Event<T>(
    Kind kind,
    String id,
    String source,
    String type,
    Optional<String> subject,
    Optional<Instant> time,
    String dataContentType,
    Map<String, String> extensions,
    T data) {

  /** Copies the extensions. */
  public Event {
    if (kind == null || dataContentType == null || subject == null || time == null) {
      throw new IllegalArgumentException("only the data of an event may be null");
    }
    if (isEmpty(id) || isEmpty(source) || isEmpty(type)) {
      throw new IllegalArgumentException("an event needs an id, a source and a type");
    }
    extensions = Map.copyOf(extensions);
  }

  /** The same event with other data. */
  public <R> Event<R> withData(R data) {
    return new Event<>(kind, id, source, type, subject, time, dataContentType, extensions, data);
  }

  private static boolean isEmpty(String text) {
    return text == null || text.isEmpty();
  }

  /** What sort of thing happened. */
  public enum Kind {
    /** A schedule's time came. */
    SCHEDULE,
    /** A message came from a queue: one receiver takes it. */
    QUEUE,
    /** A message came from a topic: every subscriber gets it. */
    TOPIC,
    /** An object was stored. */
    OBJECT_CREATED,
    /** An object was removed. */
    OBJECT_DELETED,
    /** A record was inserted. */
    RECORD_CREATED,
    /** A record was changed. */
    RECORD_UPDATED,
    /** A record was removed. */
    RECORD_DELETED,
    /** A record was inserted or changed, and the platform does not say which. */
    RECORD_UPSERTED,
    /** A record of a Kafka topic. */
    KAFKA,
    /** Anything else. */
    CUSTOM
  }
}
