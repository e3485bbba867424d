package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.DeployException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Puts, changes or removes one item of a table, as its fields and its key say in plain JSON. */
public final class Change {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Change() {}

  /** The ARN of a table's stream, if it has one that is on. */
  public static Optional<String> stream(JsonNode state, String region, String table) {
    JsonNode found = table(state, region, table);
    return found.path("StreamSpecification").path("StreamEnabled").asBoolean()
        ? Optional.of(found.path("LatestStreamArn").asText())
        : Optional.empty();
  }

  private static JsonNode table(JsonNode state, String region, String table) {
    return state.path("regions").path(region).path("dynamodb").path("tables").path(table);
  }

  /**
   * Makes the change; gives the number under which the stream tells of it, or 0 if nothing changed.
   *
   * @param key the first part of the item's key, or all as a JSON object, as far as the fields do
   *     not say
   * @param fields missing to remove the item
   * @throws DeployException if that is no key of the table's, or the table is gone
   */
  public static long make(
      ObjectNode state, String region, String table, String key, JsonNode fields, Instant now) {
    if (!(table(state, region, table) instanceof ObjectNode held)) {
      throw DeployException.of(
          DeployException.Kind.NOT_FOUND,
          "table " + table + " is gone",
          "somebody deletes it at the same time");
    }
    ObjectNode id = id(held, table, key, fields);
    JsonNode after = MissingNode.getInstance();
    if (fields.isObject()) {
      ObjectNode item = ItemText.fields(fields);
      item.setAll(id);
      after = item;
    }
    ObjectNode items = held.withObjectProperty("_items");
    JsonNode before = items.path(id.toString());
    ObjectNode stream =
        (ObjectNode) held.path("_streams").path(held.path("LatestStreamArn").asText());
    long last = Streams.last(stream);
    Streams.tell(state, held, id, before, after, now);
    if (after.isMissingNode()) {
      items.remove(id.toString());
    } else {
      items.set(id.toString(), after);
    }
    return Streams.last(stream) > last ? Streams.last(stream) : 0;
  }

  private static ObjectNode id(JsonNode held, String table, String key, JsonNode fields) {
    JsonNode whole = object(key);
    ObjectNode id = JsonNodeFactory.instance.objectNode();
    for (JsonNode part : held.path("KeySchema")) {
      String name = part.path("AttributeName").asText();
      JsonNode given = fields.has(name) ? fields.path(name) : whole.path(name);
      if (given.isMissingNode() && id.isEmpty() && whole.isMissingNode()) {
        given = JsonNodeFactory.instance.textNode(key);
      }
      String type = type(held, name);
      boolean fits = type.equals("N") ? number(given.asText()) : given.isValueNode();
      if (!fits) {
        throw DeployException.of(
            DeployException.Kind.INVALID_CONFIGURATION,
            "table " + table + " has its records by " + name + " (" + type + "), which is not told",
            "give it as a field, or the key as {\"" + name + "\":…}");
      }
      id.putObject(name).put(type, given.asText());
    }
    return id;
  }

  private static JsonNode object(String key) {
    try {
      JsonNode read = JSON.readTree(key);
      return read.isObject() ? read : MissingNode.getInstance();
    } catch (JsonProcessingException expected) {
      return MissingNode.getInstance();
    }
  }

  private static boolean number(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException expected) {
      return false;
    }
  }

  private static String type(JsonNode table, String name) {
    for (JsonNode one : table.path("AttributeDefinitions")) {
      if (one.path("AttributeName").asText().equals(name)) {
        return one.path("AttributeType").asText();
      }
    }
    return "S";
  }
}
