package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Blobs, as the state keeps them: by their container's id and their name, with their digest. */
final class Blobs {
  private static final String PART = "blobs";

  private Blobs() {}

  private static ObjectNode of(ObjectNode tree, String container) {
    return tree.path(PART).get(ArmId.key(container)) instanceof ObjectNode held
        ? held
        : JsonNodeFactory.instance.objectNode();
  }

  static Optional<ObjectNode> find(ObjectNode tree, String container, String name) {
    return Optional.ofNullable((ObjectNode) of(tree, container).get(name));
  }

  static void put(ObjectNode tree, String container, String name, ObjectNode blob) {
    tree.withObjectProperty(PART).withObjectProperty(ArmId.key(container)).set(name, blob);
  }

  static void remove(ObjectNode tree, String container, String name) {
    of(tree, container).remove(name);
  }

  static void removeAll(ObjectNode tree, String container) {
    tree.withObjectProperty(PART).remove(ArmId.key(container));
  }

  /** Those whose names begin so, in order. */
  static List<Map.Entry<String, ObjectNode>> list(
      ObjectNode tree, String container, String prefix) {
    Map<String, ObjectNode> all = new TreeMap<>();
    for (var each : of(tree, container).properties()) {
      if (each.getKey().startsWith(prefix)) {
        all.put(each.getKey(), (ObjectNode) each.getValue());
      }
    }
    return List.copyOf(all.entrySet());
  }
}
