package dev.portolan.adapter.http;

import dev.portolan.Event;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Changes of a database's rows, as Debezium tells them.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/integrations/cloudevents.html">
 *     Debezium's CloudEvents</a>
 */
final class DebeziumWire {
  private static final String PREFIX = "iodebezium";

  /** What a row's key is called where nobody tells it; of MongoDB, of Debezium's own examples. */
  private static final String[] KEYS = {"id", "_id", "pk"};

  private DebeziumWire() {}

  /** {@code io.debezium.connector.mysql.DataChangeEvent}, and as it was before Debezium 2.6. */
  static boolean isChange(Map<?, ?> event) {
    String type = String.valueOf(event.get("type"));
    return type.startsWith("io.debezium.")
        && type.regionMatches(true, type.length() - 16, ".DataChangeEvent", 0, 16);
  }

  /**
   * The event with names that a CloudEvent may have: earlier releases write {@code iodebeziumtxId}
   * ({@code CloudEventsConverter.isValidExtensionNameCharacter}), which would be refused.
   */
  static Map<?, ?> readable(Map<?, ?> event) {
    Map<Object, Object> readable = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : event.entrySet()) {
      String name = (String) each.getKey();
      boolean own = name.startsWith(PREFIX);
      readable.putIfAbsent(own ? name.toLowerCase(Locale.ROOT) : name, each.getValue());
    }
    return readable;
  }

  static Event.Kind kind(Map<?, ?> event) {
    switch (String.valueOf(event.get(PREFIX + "op"))) {
      case "c":
      case "r":
        return Event.Kind.RECORD_CREATED;
      case "u":
        return Event.Kind.RECORD_UPDATED;
      case "d":
        return Event.Kind.RECORD_DELETED;
      default:
        return Event.Kind.CUSTOM;
    }
  }

  /**
   * A row before and after. Debezium tells its key beside the event, and not in it: so the key is
   * the {@code id} of the row, {@code _id} or {@code pk}, and where it has none of these the
   * event's subject or partition key.
   */
  static Map<String, Object> change(Map<?, ?> event, Map<?, ?> data) {
    Map<?, ?> payload = data.get("payload") instanceof Map<?, ?> inner ? inner : data;
    Object key = key(payload.get("after"));
    key = key == null ? key(payload.get("before")) : key;
    key = key == null ? event.get("subject") : key;
    key = key == null ? event.get("partitionkey") : key;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", key == null ? null : key.toString());
    told.put("before", payload.get("before"));
    told.put("after", payload.get("after"));
    return told;
  }

  private static Object key(Object row) {
    if (row instanceof Map<?, ?> columns) {
      for (String name : KEYS) {
        if (columns.get(name) != null) {
          return columns.get(name);
        }
      }
    }
    return null;
  }
}
