package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** Puts, changes or removes one item of a table, as its fields and its key say in plain JSON. */
public final class Change {
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
   * @param fields missing to remove the item
   */
  public static long make(
      ObjectNode state, String region, String table, String key, JsonNode fields, Instant now) {
    ObjectNode held = (ObjectNode) table(state, region, table);
    ObjectNode id = JsonNodeFactory.instance.objectNode();
    for (JsonNode part : held.path("KeySchema")) {
      String name = part.path("AttributeName").asText();
      JsonNode given = fields.path(name);
      String text = given.isMissingNode() ? key : given.asText();
      id.putObject(name).put(type(held, name), text);
    }
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

  private static String type(JsonNode table, String name) {
    for (JsonNode one : table.path("AttributeDefinitions")) {
      if (one.path("AttributeName").asText().equals(name)) {
        return one.path("AttributeType").asText();
      }
    }
    return "S";
  }
}
