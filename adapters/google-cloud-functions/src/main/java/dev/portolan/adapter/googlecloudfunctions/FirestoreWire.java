package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.EventOfKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a change of a document of Firestore, which comes as protobuf, into JSON.
 *
 * <p>{@code DocumentEventData} (googleapis/google-cloudevents,
 * google/events/cloud/firestore/v1/data.proto) as protobuf's own JSON has it, except that the
 * values of a document are plain: {@code {"value":{"name":…,"fields":{"amount":7},"createTime":…},
 * "oldValue":…,"updateMask":{"fieldPaths":[…]}}}. Integers are numbers, times RFC 3339, bytes
 * Base64, references their names, places {@code {"latitude":…,"longitude":…}}, and the numbers that
 * JSON has not, {@code "NaN"} and the like.
 */
final class FirestoreWire {
  /** A document's maps may be 20 deep (firebase.google.com/docs/firestore/quotas). */
  private static final int DEEPEST = 100;

  private static final String WRITTEN = "google.cloud.firestore.document.v1.written";

  private FirestoreWire() {}

  static Map<?, ?> event(Map<?, ?> event) {
    Object mediaType = event.get("datacontenttype");
    boolean protobuf =
        mediaType instanceof String text
            && text.regionMatches(true, 0, "application/protobuf", 0, 20);
    byte[] data = protobuf ? data(event) : null;
    if (data == null) {
      return event;
    }
    Map<String, Object> change = change(new Protobuf(data));
    Map<Object, Object> readable = new LinkedHashMap<>(event);
    readable.remove("data_base64");
    readable.put("data", new JsonWriter().value(change).toBytes());
    readable.put("datacontenttype", "application/json");
    return event.get("type") instanceof String type && type.startsWith(WRITTEN)
        ? new EventOfKind(readable, kind(change))
        : readable;
  }

  /**
   * What {@code written} does not say in its type: {@code value} "is not populated for delete
   * events", {@code old_value} "is only populated for update and delete events" (data.proto).
   */
  private static Event.Kind kind(Map<String, Object> change) {
    if (!isThere(change.get("value"))) {
      return Event.Kind.RECORD_DELETED;
    }
    return isThere(change.get("oldValue")) ? Event.Kind.RECORD_UPDATED : Event.Kind.RECORD_CREATED;
  }

  /** An empty message stands for none, as protobuf has it. */
  private static boolean isThere(Object document) {
    return document instanceof Map<?, ?> map && !"".equals(map.get("name"));
  }

  private static byte[] data(Map<?, ?> event) {
    if (event.get("data_base64") instanceof String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException malformed) {
        throw new CodecException("Expected Base64 at /data_base64");
      }
    }
    return event.get("data") instanceof byte[] bytes ? bytes : null;
  }

  private static Map<String, Object> change(Protobuf message) {
    Map<String, Object> change = new LinkedHashMap<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> change.put("value", document(message.message()));
        case 2 -> change.put("oldValue", document(message.message()));
        case 3 -> change.put("updateMask", mask(message.message()));
        default -> message.skip();
      }
    }
    return change;
  }

  private static Map<String, Object> mask(Protobuf message) {
    List<Object> paths = new ArrayList<>();
    while (message.next()) {
      if (message.field() == 1) {
        paths.add(message.text());
      } else {
        message.skip();
      }
    }
    return Map.of("fieldPaths", paths);
  }

  private static Map<String, Object> document(Protobuf message) {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> fields = new LinkedHashMap<>();
    document.put("name", "");
    document.put("fields", fields);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> document.put("name", message.text());
        case 2 -> field(message.message(), fields, 0);
        case 3 -> document.put("createTime", time(message.message()));
        case 4 -> document.put("updateTime", time(message.message()));
        default -> message.skip();
      }
    }
    return document;
  }

  /** One entry of a map: its name and its value. */
  private static void field(Protobuf message, Map<String, Object> fields, int depth) {
    String name = "";
    Object value = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> value = value(message.message(), depth + 1);
        default -> message.skip();
      }
    }
    fields.put(name, value);
  }

  private static Object value(Protobuf message, int depth) {
    if (depth > DEEPEST) {
      throw Protobuf.malformed();
    }
    Object value = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> value = message.number() != 0;
        case 2 -> value = message.number();
        case 3 -> value = real(message.real());
        case 5, 17 -> value = message.text();
        case 6 -> value = map(message.message(), depth);
        case 8 -> value = place(message.message());
        case 9 -> value = array(message.message(), depth);
        case 10 -> value = time(message.message());
        case 11 -> {
          message.number();
          value = null;
        }
        case 18 -> value = Base64.getEncoder().encodeToString(message.bytes());
        default -> message.skip();
      }
    }
    return value;
  }

  private static Object real(double value) {
    boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
    return finite ? (Object) value : Double.toString(value);
  }

  private static Map<String, Object> map(Protobuf message, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    while (message.next()) {
      if (message.field() == 1) {
        field(message.message(), map, depth);
      } else {
        message.skip();
      }
    }
    return map;
  }

  private static List<Object> array(Protobuf message, int depth) {
    List<Object> values = new ArrayList<>();
    while (message.next()) {
      if (message.field() == 1) {
        values.add(value(message.message(), depth + 1));
      } else {
        message.skip();
      }
    }
    return values;
  }

  private static Map<String, Object> place(Protobuf message) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("latitude", 0.0);
    place.put("longitude", 0.0);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> place.put("latitude", real(message.real()));
        case 2 -> place.put("longitude", real(message.real()));
        default -> message.skip();
      }
    }
    return place;
  }

  private static String time(Protobuf message) {
    long seconds = 0;
    long nanos = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> seconds = message.number();
        case 2 -> nanos = message.number();
        default -> message.skip();
      }
    }
    try {
      return Instant.ofEpochSecond(seconds, nanos).toString();
    } catch (DateTimeException | ArithmeticException outside) {
      throw Protobuf.malformed();
    }
  }
}
