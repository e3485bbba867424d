package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;
import java.util.Map;

/** Single items: put, got, updated and deleted, each change told to the table's stream. */
final class ItemActions {
  private ItemActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "PutItem", ItemActions::put,
        "GetItem", ItemActions::get,
        "UpdateItem", ItemActions::update,
        "DeleteItem", ItemActions::delete);
  }

  /** One that is being made or deleted is not there for items. */
  private static ObjectNode table(Call call) {
    if (Tables.all(call).get(Tables.name(call)) instanceof ObjectNode found
        && List.of("ACTIVE", "UPDATING").contains(Tables.status(found, call.now()))) {
      return found;
    }
    throw DynamoDbError.NO_TABLE_OF_ITEM.refusal();
  }

  private static Reply put(Call call) {
    ObjectNode table = table(call);
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (JsonNode part : table.path("KeySchema")) {
      String name = part.path("AttributeName").asText();
      if (!call.get("Item").has(name)) {
        throw DynamoDbError.NO_KEY.refusal(name);
      }
      key.set(name, call.get("Item").get(name));
    }
    return changed(call, table, key, call.get("Item"));
  }

  /** The key that a call names, in the order of the table's own. */
  private static ObjectNode key(Call call, ObjectNode table) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (JsonNode part : table.path("KeySchema")) {
      String name = part.path("AttributeName").asText();
      if (!call.get("Key").has(name)) {
        throw DynamoDbError.KEY.refusal();
      }
      key.set(name, call.get("Key").get(name));
    }
    if (key.size() != call.get("Key").size()) {
      throw DynamoDbError.KEY.refusal();
    }
    return key;
  }

  private static Reply changed(Call call, ObjectNode table, ObjectNode key, JsonNode after) {
    ObjectNode items = table.withObjectProperty("_items");
    JsonNode before = items.path(key.toString());
    Streams.tell(call.state(), table, key, before, after, call.now());
    if (after.isMissingNode()) {
      items.remove(key.toString());
    } else {
      items.set(key.toString(), after.deepCopy());
    }
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  private static Reply get(Call call) {
    ObjectNode table = table(call);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    JsonNode item = table.path("_items").path(key(call, table).toString());
    if (!item.isMissingNode()) {
      body.set("Item", item);
    }
    return Reply.of(body);
  }

  /** An item that is not there is made of its key. */
  private static Reply update(Call call) {
    ObjectNode table = table(call);
    ObjectNode key = key(call, table);
    JsonNode before = table.path("_items").path(key.toString());
    ObjectNode after = before instanceof ObjectNode held ? held.deepCopy() : key.deepCopy();
    UpdateExpression.of(call).apply(after);
    return changed(call, table, key, after);
  }

  private static Reply delete(Call call) {
    ObjectNode table = table(call);
    return changed(call, table, key(call, table), MissingNode.getInstance());
  }
}
