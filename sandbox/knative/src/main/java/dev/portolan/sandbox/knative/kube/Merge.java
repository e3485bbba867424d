package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lays one value over another by its type: objects field by field, lists with keys item by item,
 * all else whole. Items keep the order they have; new ones come last.
 */
final class Merge {
  private Merge() {}

  static JsonNode merge(FieldType type, JsonNode live, JsonNode over) {
    if (!Fields.granular(type, over) || !Fields.granular(type, live)) {
      return without(over);
    }
    Map<String, JsonNode> parts = new LinkedHashMap<>(Fields.children(type, live));
    Fields.children(type, over)
        .forEach(
            (step, part) -> {
              JsonNode old = parts.get(step);
              FieldType partType = Fields.childType(type, step);
              parts.put(step, old == null ? without(part) : merge(partType, old, part));
            });
    if (over instanceof ObjectNode) {
      Json.fields(over).stream()
          .filter(each -> each.getValue().isNull())
          .forEach(each -> parts.remove("f:" + each.getKey()));
    }
    return assemble(live, parts);
  }

  /** Takes fields out; an object or list that gets empty by it goes too. */
  static JsonNode remove(FieldType type, JsonNode value, FieldSet gone) {
    if (gone.isEmpty() || !Fields.granular(type, value)) {
      return value;
    }
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    Fields.children(type, value)
        .forEach(
            (step, part) -> {
              if (!gone.has(step)) {
                JsonNode left = remove(Fields.childType(type, step), part, gone.under(step));
                if (!left.isContainerNode() || !left.isEmpty() || part.isEmpty()) {
                  parts.put(step, left);
                }
              }
            });
    return assemble(value, parts);
  }

  private static JsonNode assemble(JsonNode like, Map<String, JsonNode> parts) {
    if (like instanceof ArrayNode list) {
      ArrayNode all = list.arrayNode();
      parts.values().forEach(all::add);
      return all;
    }
    ObjectNode all = Json.object();
    parts.forEach((step, part) -> all.set(step.substring(2), part));
    return all;
  }

  /** A copy without fields that are null. */
  private static JsonNode without(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      for (Map.Entry<String, JsonNode> each : Json.fields(object)) {
        if (!each.getValue().isNull()) {
          copy.set(each.getKey(), without(each.getValue()));
        }
      }
      return copy;
    }
    return value.deepCopy();
  }
}
