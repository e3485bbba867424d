package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.FieldType.Shape;
import dev.portolan.sandbox.knative.kube.KubeErrors.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds an object against its type: fields nobody declared, wrong types, missing fields. */
final class SchemaCheck {
  private final List<String> unknown = new ArrayList<>();
  private final List<Cause> wrong = new ArrayList<>();
  private final List<Cause> missing = new ArrayList<>();

  private SchemaCheck() {}

  /** Looks at an object without changing it. */
  static SchemaCheck of(ResourceType type, JsonNode object) {
    SchemaCheck check = new SchemaCheck();
    check.look(type.schema(), object, "");
    return check;
  }

  /** Paths of fields that the type does not have. */
  List<String> unknown() {
    return unknown;
  }

  List<Cause> wrong() {
    return wrong;
  }

  /** Fields of the wrong type and fields that are missing. */
  List<Cause> problems() {
    List<Cause> all = new ArrayList<>(wrong);
    all.addAll(missing);
    return all;
  }

  private void look(FieldType type, JsonNode value, String path) {
    if (value.isNull() || type.shape() == Shape.ANY) {
      return;
    }
    if (!fits(type.shape(), value)) {
      wrong.add(typeError(type.shape(), value, path));
      return;
    }
    if (value instanceof ObjectNode object) {
      lookInside(type, object, path);
    } else if (value instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        look(type.item(), list.get(i), path + "[" + i + "]");
      }
    }
  }

  private void lookInside(FieldType type, ObjectNode object, String path) {
    for (Map.Entry<String, JsonNode> each : Json.fields(object)) {
      String below = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
      FieldType child = type.child(each.getKey());
      if (child == null) {
        unknown.add(below);
      } else {
        look(child, each.getValue(), below);
      }
    }
    for (String name : type.required()) {
      if (!object.has(name)) {
        String below = path.isEmpty() ? name : path + "." + name;
        missing.add(new Cause("FieldValueRequired", "Required value", below));
      }
    }
  }

  private static boolean fits(Shape shape, JsonNode value) {
    return switch (shape) {
      case OBJECT, MAP -> value.isObject();
      case LIST, SET -> value.isArray();
      case STRING -> value.isTextual();
      case INTEGER -> value.isIntegralNumber();
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case QUANTITY -> value.isTextual() || value.isNumber();
      case ANY -> true;
    };
  }

  private static Cause typeError(Shape shape, JsonNode value, String path) {
    String wanted =
        switch (shape) {
          case OBJECT, MAP -> "object";
          case LIST, SET -> "array";
          default -> shape.name().toLowerCase(java.util.Locale.ROOT);
        };
    String got = value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    return new Cause(
        "FieldValueTypeInvalid",
        "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
            .formatted(got, path, wanted, got),
        path);
  }

  /** Takes out the fields that the type does not have, as the server does before it keeps them. */
  static void prune(FieldType type, JsonNode value) {
    if (value instanceof ObjectNode object && type.shape() != Shape.ANY) {
      for (Map.Entry<String, JsonNode> each : Json.fields(object)) {
        FieldType child = type.child(each.getKey());
        if (child == null || each.getValue().isNull()) {
          object.remove(each.getKey());
        } else {
          prune(child, each.getValue());
        }
      }
    } else if (value instanceof ArrayNode list && type.item() != null) {
      list.forEach(item -> prune(type.item(), item));
    }
  }
}
