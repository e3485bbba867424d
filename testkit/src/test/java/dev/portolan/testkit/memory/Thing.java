package dev.portolan.testkit.memory;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource in the memory cloud.
 *
 * @param id what it is addressed by: {@code role/shop-dev-hello}
 * @param owner the tag it was created with
 * @param readable since when reads show it
 * @param usable since when others may use it
 */
record Thing(
    String id, String owner, Map<String, String> fields, Instant readable, Instant usable) {
  Thing with(String field, String value) {
    Map<String, String> changed = new TreeMap<>(fields);
    changed.put(field, value);
    return new Thing(id, owner, changed, readable, usable);
  }

  String get(String field) {
    return fields.getOrDefault(field, "");
  }
}
