package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes of a database's rows, as Debezium tells them.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/integrations/cloudevents.html">
 *     Debezium's CloudEvents</a>
 */
final class DebeziumWire {
  private static final String PREFIX = "iodebezium";

  /** What a row's key is called where nobody tells it. */
  private static final String ID = "id";

  /** The same of MongoDB, and of Debezium's own examples; weaker than what the sender says. */
  private static final String[] OTHERS = {"_id", "pk"};

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
   * the {@code id} of the row, else the event's subject or partition key, else what the row has as
   * {@code _id} or {@code pk}.
   *
   * @see <a href="https://debezium.io/documentation/reference/stable/connectors/mongodb.html">A
   *     document of MongoDB "is always a string": its JSON</a>
   */
  static Map<String, Object> change(Map<?, ?> event, Map<?, ?> data) {
    Map<?, ?> payload = data.get("payload") instanceof Map<?, ?> inner ? inner : data;
    Object before = row(payload.get("before"));
    Object after = row(payload.get("after"));
    Object key = key(ID, after, before);
    key = key == null ? event.get("subject") : key;
    key = key == null ? event.get("partitionkey") : key;
    for (String name : OTHERS) {
      key = key == null ? key(name, after, before) : key;
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", text(key));
    told.put("before", before);
    told.put("after", after);
    return told;
  }

  private static Object row(Object told) {
    return told instanceof String json
        ? JsonReader.read(json.getBytes(StandardCharsets.UTF_8))
        : told;
  }

  private static Object key(String name, Object after, Object before) {
    Object key = after instanceof Map<?, ?> columns ? columns.get(name) : null;
    return key == null && before instanceof Map<?, ?> columns ? columns.get(name) : key;
  }

  /**
   * What MongoDB writes as an object of one member, such as <code>{"$oid": "…"}</code>, is the
   * value of that; any other object is itself, its names in order.
   *
   * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/">Extended
   *     JSON</a>
   */
  private static String text(Object key) {
    if (!(key instanceof Map<?, ?> parts)) {
      return key == null ? null : key.toString();
    }
    if (parts.size() == 1 && parts.keySet().iterator().next().toString().startsWith("$")) {
      return text(parts.values().iterator().next());
    }
    byte[] json = new JsonWriter().value(new TreeMap<>(parts)).toBytes();
    return new String(json, StandardCharsets.UTF_8);
  }
}
