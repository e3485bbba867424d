package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Plain JSON as DynamoDB writes values: each with its type. */
final class ItemText {
  private ItemText() {}

  static ObjectNode of(JsonNode plain) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    if (plain.isObject()) {
      value.set("M", fields(plain));
    } else if (plain.isArray()) {
      value.putArray("L");
      plain.forEach(each -> value.withArrayProperty("L").add(of(each)));
    } else if (plain.isNumber()) {
      value.put("N", plain.asText());
    } else if (plain.isBoolean()) {
      value.put("BOOL", plain.asBoolean());
    } else if (plain.isNull()) {
      value.put("NULL", true);
    } else {
      value.put("S", plain.asText());
    }
    return value;
  }

  static ObjectNode fields(JsonNode plain) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    plain.properties().forEach(one -> fields.set(one.getKey(), of(one.getValue())));
    return fields;
  }
}
