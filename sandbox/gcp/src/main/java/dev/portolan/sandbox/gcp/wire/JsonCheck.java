package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import java.util.Set;

/** Refuses what a message of this description cannot hold, in the words of Google's front end. */
final class JsonCheck {
  private static final Set<String> OTHER_FORM =
      Set.of(
          "google.protobuf.Timestamp",
          "google.protobuf.Duration",
          "google.protobuf.FieldMask",
          "google.protobuf.Any",
          "google.protobuf.Struct",
          "google.protobuf.Value",
          "google.protobuf.ListValue",
          "google.protobuf.BoolValue",
          "google.protobuf.StringValue",
          "google.protobuf.Int32Value",
          "google.protobuf.Int64Value");

  private JsonCheck() {}

  /** The field of this name, as JSON or the description writes it. */
  static FieldDescriptor field(Descriptor type, String name) {
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJsonName().equals(name) || field.getName().equals(name)) {
        return field;
      }
    }
    return null;
  }

  static void message(JsonNode json, Descriptor type, String path) {
    if (OTHER_FORM.contains(type.getFullName()) || json.isNull()) {
      return;
    }
    if (!json.isObject()) {
      throw invalid(path, "type.googleapis.com/" + type.getFullName(), json);
    }
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      FieldDescriptor field = field(type, member.getKey());
      if (field == null) {
        throw CommonError.UNKNOWN_FIELD.refusal(member.getKey(), at(path)).at(path);
      }
      value(
          member.getValue(),
          field,
          path.isEmpty() ? field.getName() : path + "." + field.getName());
    }
  }

  private static String at(String path) {
    return path.isEmpty() ? "" : " at '" + path + "'";
  }

  private static void value(JsonNode json, FieldDescriptor field, String path) {
    if (json.isNull()) {
      return;
    }
    if (field.isMapField()) {
      if (!json.isObject()) {
        throw invalid(path, "Map", json);
      }
      FieldDescriptor value = field.getMessageType().findFieldByName("value");
      json.properties().forEach(e -> one(e.getValue(), value, path + "[0].value"));
      return;
    }
    if (!field.isRepeated()) {
      if (json.isArray()) {
        throw CommonError.NOT_REPEATING.refusal(field.getName(), at(parent(path))).at(parent(path));
      }
      one(json, field, path);
      return;
    }
    if (!json.isArray()) {
      one(json, field, path);
      throw invalid(path, type(field), json);
    }
    for (int i = 0; i < json.size(); i++) {
      one(json.get(i), field, path + "[" + i + "]");
    }
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static void one(JsonNode json, FieldDescriptor field, String path) {
    boolean fits =
        switch (field.getJavaType()) {
          case MESSAGE -> {
            message(json, field.getMessageType(), path);
            yield true;
          }
          case STRING, BYTE_STRING -> json.isTextual();
          case BOOLEAN -> json.isBoolean() || json.asText().matches("true|false");
          case ENUM ->
              json.isTextual() && field.getEnumType().findValueByName(json.asText()) != null
                  || json.asText().matches("-?[0-9]+")
                      && field.getEnumType().findValueByNumber(json.asInt()) != null;
          case INT, LONG ->
              json.isIntegralNumber() || json.isTextual() && json.asText().matches("-?[0-9]+");
          case FLOAT, DOUBLE -> json.isNumber() || json.isTextual();
        };
    if (!fits) {
      throw invalid(path, type(field), json);
    }
  }

  private static String type(FieldDescriptor field) {
    if (field.getJavaType() == JavaType.MESSAGE) {
      return "type.googleapis.com/" + field.getMessageType().getFullName();
    }
    return field.getJavaType() == JavaType.ENUM
        ? "type.googleapis.com/" + field.getEnumType().getFullName()
        : "TYPE_" + field.getType().name();
  }

  private static GoogleRefusal invalid(String path, String type, JsonNode json) {
    return CommonError.INVALID_VALUE.refusal(path, type, json).at(path);
  }
}
