package dev.portolan.sandbox.gcp.firestore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes a JSON object as a document of Firestore.
 *
 * @see <a href="https://cloud.google.com/firestore/docs/reference/rest/v1/Value">Value</a>
 */
public final class PlainFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlainFields() {}

  /** The body of a document that has these fields; what is no object is its only field. */
  public static byte[] document(byte[] object) {
    try {
      JsonNode read = JSON.readTree(object);
      JsonNode fields =
          read.isObject() ? read : JsonNodeFactory.instance.objectNode().set("value", read);
      return JSON.writeValueAsBytes(fields(fields));
    } catch (IOException e) {
      throw new UncheckedIOException("a document's fields are a JSON object", e);
    }
  }

  private static ObjectNode fields(JsonNode object) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    ObjectNode fields = map.putObject("fields");
    object.properties().forEach(each -> fields.set(each.getKey(), value(each.getValue())));
    return map;
  }

  private static ObjectNode value(JsonNode plain) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    if (plain.isObject()) {
      value.set("mapValue", fields(plain));
    } else if (plain.isArray()) {
      var values = value.putObject("arrayValue").putArray("values");
      plain.forEach(each -> values.add(value(each)));
    } else if (plain.isIntegralNumber()) {
      value.put("integerValue", plain.asText());
    } else if (plain.isNumber()) {
      value.put("doubleValue", plain.asDouble());
    } else if (plain.isBoolean()) {
      value.put("booleanValue", plain.asBoolean());
    } else if (plain.isNull()) {
      value.putNull("nullValue");
    } else {
      value.put("stringValue", plain.asText());
    }
    return value;
  }
}
