package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.FieldType.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which fields an object has, told by its type. */
final class Fields {
  private Fields() {}

  /** The fields that an applied configuration claims. */
  static FieldSet of(FieldType type, JsonNode value) {
    FieldSet set = new FieldSet();
    if (granular(type, value)) {
      children(type, value)
          .forEach(
              (step, child) -> {
                FieldSet below = set.below(step);
                FieldType childType = childType(type, step);
                if (granular(childType, child) && !child.isEmpty()) {
                  copy(of(childType, child), below);
                  if (!step.startsWith("f:") || !declared(type, step)) {
                    set.add(step);
                  }
                } else {
                  set.add(step);
                }
              });
    }
    return set;
  }

  /** Whether a schema names the field. */
  static boolean declared(FieldType type, String step) {
    return type.declares(step.substring(2));
  }

  private static void copy(FieldSet from, FieldSet to) {
    for (String step : from.steps()) {
      if (from.has(step)) {
        to.add(step);
      }
      copy(from.under(step), to.below(step));
    }
  }

  /** What changed from one object to another: added and modified together, and removed. */
  record Change(FieldSet written, FieldSet removed) {}

  static Change between(FieldType type, JsonNode before, JsonNode after) {
    Change change = new Change(new FieldSet(), new FieldSet());
    compare(type, before, after, change.written, change.removed);
    return change;
  }

  private static void compare(
      FieldType type, JsonNode before, JsonNode after, FieldSet written, FieldSet removed) {
    Map<String, JsonNode> old = children(type, before);
    Map<String, JsonNode> now = children(type, after);
    now.forEach(
        (step, child) -> {
          JsonNode previous = old.get(step);
          FieldType childType = childType(type, step);
          if (previous == null) {
            addAll(childType, child, step, written);
          } else if (granular(childType, child) && granular(childType, previous)) {
            compare(childType, previous, child, written.below(step), removed.below(step));
          } else if (!previous.equals(child)) {
            written.add(step);
          }
        });
    old.forEach(
        (step, child) -> {
          if (!now.containsKey(step)) {
            addAll(childType(type, step), child, step, removed);
          }
        });
  }

  private static void addAll(FieldType type, JsonNode value, String step, FieldSet set) {
    set.add(step);
    if (granular(type, value)) {
      children(type, value)
          .forEach((next, child) -> addAll(childType(type, next), child, next, set.below(step)));
    }
  }

  /** Whether its parts are owned one by one. */
  static boolean granular(FieldType type, JsonNode value) {
    if (type == null || type.atomic()) {
      return false;
    }
    return switch (type.shape()) {
      case OBJECT, MAP, ANY -> value instanceof ObjectNode;
      case LIST, SET -> value instanceof ArrayNode;
      default -> false;
    };
  }

  static FieldType childType(FieldType type, String step) {
    FieldType child = type.child(step.substring(2));
    return child == null ? FieldType.ANY : child;
  }

  /** Parts by their steps, in the value's order; nulls are as if they were not there. */
  static Map<String, JsonNode> children(FieldType type, JsonNode value) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    if (value instanceof ObjectNode) {
      for (Map.Entry<String, JsonNode> each : Json.fields(value)) {
        if (!each.getValue().isNull()) {
          all.put("f:" + each.getKey(), each.getValue());
        }
      }
    } else if (value instanceof ArrayNode) {
      value.forEach(item -> all.put(step(type, item), item));
    }
    return all;
  }

  /** The step to an item of a list with keys or of a set. */
  static String step(FieldType type, JsonNode item) {
    if (type.shape() == Shape.SET) {
      return "v:" + item;
    }
    Map<String, JsonNode> keys = new TreeMap<>();
    for (String key : type.keys()) {
      JsonNode value = item.get(key);
      if (value == null && key.equals("protocol")) {
        value = Json.from("TCP");
      }
      if (value != null) {
        keys.put(key, value);
      }
    }
    return "k:" + Json.from(keys);
  }
}
