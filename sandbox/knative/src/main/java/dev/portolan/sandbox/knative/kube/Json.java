package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON trees, and steps through them that create what is missing. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Reads JSON that this program wrote. */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public static JsonNode from(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The object under this name, made if it is not there or is null. */
  public static ObjectNode at(ObjectNode node, String... names) {
    ObjectNode here = node;
    for (String name : names) {
      JsonNode next = here.get(name);
      here = next instanceof ObjectNode object ? object : here.putObject(name);
    }
    return here;
  }

  /** Steps into objects; a missing node when a step leads nowhere. */
  public static JsonNode get(JsonNode node, String... names) {
    JsonNode here = node;
    for (String name : names) {
      here = here.path(name);
    }
    return here;
  }

  public static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    return new ArrayList<>(node.properties());
  }

  public static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  public static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asText();
  }

  /** Whether nothing is there: missing or null. */
  public static boolean absent(JsonNode node) {
    return node == null || node.isMissingNode() || node.isNull();
  }
}
