package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON trees, and steps through them that create what is missing. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static JsonNode from(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The object under this name, made if it is not there or is null. */
  static ObjectNode at(ObjectNode node, String... names) {
    ObjectNode here = node;
    for (String name : names) {
      JsonNode next = here.get(name);
      here = next instanceof ObjectNode object ? object : here.putObject(name);
    }
    return here;
  }

  /** Steps into objects; a missing node when a step leads nowhere. */
  static JsonNode get(JsonNode node, String... names) {
    JsonNode here = node;
    for (String name : names) {
      here = here.path(name);
    }
    return here;
  }
}
