package dev.portolan.runtime;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.ObjectRef;
import dev.portolan.Tick;
import dev.portolan.codec.Codec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes the portable payloads of what {@link Call#portable} tells; where it tells nothing, of an
 * event's own data that has the same form.
 *
 * <p>Loaded when a function that takes one gets its first event, not before.
 */
final class Payloads {
  private Payloads() {}

  static Object of(Event.Kind kind, Map<?, ?> event, Type type, Codec codec, Call call) {
    Type raw = Events.raw(type);
    boolean known =
        raw == ObjectRef.class
            || raw == Tick.class
            || raw == Change.class
            || raw == KafkaRecord.class;
    if (!known) {
      return Events.data(event.get("data"), event, type, codec);
    }
    Object told = isOf(kind, raw) ? call.portable(kind, event) : null;
    boolean own = told == null;
    if (own) {
      told = Events.data(event.get("data"), event, Object.class, codec);
    }
    if (raw == Tick.class && told == null && kind == Event.Kind.SCHEDULE) {
      told = Map.of();
    }
    if (!(told instanceof Map)) {
      throw Failures.badInput("Expected the data of a " + ((Class<?>) raw).getSimpleName());
    }
    Part data = new Part((Map<?, ?>) told);
    if (raw == ObjectRef.class) {
      return object(data);
    }
    if (raw == Tick.class) {
      return tick(data, kind, event);
    }
    if (raw == KafkaRecord.class) {
      return kafka(data, type, codec);
    }
    if (own && !data.values.containsKey("before") && !data.values.containsKey("after")) {
      throw Failures.badInput("Expected /data/before or /data/after");
    }
    return change(data, type, codec);
  }

  /** Whether events of this kind have this payload. */
  private static boolean isOf(Event.Kind kind, Type raw) {
    switch (kind) {
      case SCHEDULE:
        return raw == Tick.class;
      case OBJECT_CREATED:
      case OBJECT_DELETED:
        return raw == ObjectRef.class;
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
      case RECORD_UPSERTED:
        return raw == Change.class;
      case KAFKA:
        return raw == KafkaRecord.class;
      default:
        return false;
    }
  }

  private static ObjectRef object(Part data) {
    return new ObjectRef(
        data.required("bucket"),
        data.required("key"),
        data.of("size") == null ? OptionalLong.empty() : OptionalLong.of(data.number("size")),
        data.text("etag"),
        data.text("contentType"),
        data.text("version"));
  }

  /** Its own time, that of the event, or now: of an event that is no tick only its own will do. */
  private static Tick tick(Part data, Event.Kind kind, Map<?, ?> event) {
    Optional<Instant> time = Events.time(data.text("time").orElse(null));
    if (time.isEmpty() && kind != Event.Kind.SCHEDULE) {
      throw Failures.badInput("Expected text at /data/time");
    }
    if (time.isEmpty()) {
      time = Events.time((String) event.get("time"));
    }
    return new Tick(data.text("name").orElse(""), time.isPresent() ? time.get() : Instant.now());
  }

  private static Change<Object> change(Part data, Type type, Codec codec) {
    Type record = argument(type, 0);
    return new Change<>(
        data.required("key"),
        Optional.ofNullable(EventData.bind(data.of("before"), null, record, codec)),
        Optional.ofNullable(EventData.bind(data.of("after"), null, record, codec)));
  }

  private static KafkaRecord<Object, Object> kafka(Part data, Type type, Codec codec) {
    long partition = data.number("partition");
    if (partition != (int) partition) {
      throw Failures.badInput("Expected the number of a partition at /data/partition");
    }
    return new KafkaRecord<>(
        data.required("topic"),
        (int) partition,
        data.number("offset"),
        Optional.ofNullable(EventData.bind(data.of("key"), null, argument(type, 0), codec)),
        Optional.ofNullable(EventData.bind(data.of("value"), null, argument(type, 1), codec)),
        headers(data.of("headers"), codec));
  }

  private static List<KafkaRecord.Header> headers(Object told, Codec codec) {
    List<KafkaRecord.Header> headers = new ArrayList<>();
    if (told == null) {
      return headers;
    }
    if (!(told instanceof List)) {
      throw Failures.badInput("Expected an array at /data/headers");
    }
    for (Object each : (List<?>) told) {
      if (!(each instanceof Map)) {
        throw Failures.badInput("Expected an object at /data/headers");
      }
      Part header = new Part((Map<?, ?>) each);
      Object value = header.of("value");
      headers.add(
          new KafkaRecord.Header(
              header.required("name"),
              value == null || value instanceof byte[]
                  ? (byte[]) value
                  : Events.bytes(header.required("value"))));
    }
    return headers;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType
        ? ((ParameterizedType) type).getActualTypeArguments()[index]
        : Object.class;
  }

  /** An object of the data, whose values are asked for by type. */
  private static final class Part {
    private final Map<?, ?> values;

    Part(Map<?, ?> values) {
      this.values = values;
    }

    Object of(String name) {
      return values.get(name);
    }

    Optional<String> text(String name) {
      Object value = values.get(name);
      if (value != null && !(value instanceof String)) {
        throw Failures.badInput("Expected text at /data/" + name);
      }
      return value == null || ((String) value).isEmpty()
          ? Optional.empty()
          : Optional.of((String) value);
    }

    String required(String name) {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        throw Failures.badInput("Expected text at /data/" + name);
      }
      return text.get();
    }

    long number(String name) {
      Object value = values.get(name);
      if (value instanceof Long || value instanceof Integer) {
        return ((Number) value).longValue();
      }
      throw Failures.badInput("Expected a whole number at /data/" + name);
    }
  }
}
