package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Tables, and whether they have a stream. */
record TableActions(Supplier<Duration> settling) {
  private static final String STREAM = "StreamSpecification";

  Map<String, Action> all() {
    return Map.of(
        "CreateTable", this::create,
        "DescribeTable", TableActions::describe,
        "UpdateTable", this::update,
        "DeleteTable", this::delete,
        "ListTables", TableActions::list);
  }

  private Reply create(Call call) {
    String name = call.text("TableName");
    if (Tables.all(call).has(name)) {
      throw DynamoDbError.TABLE_EXISTS.refusal(name);
    }
    List<String> defined = new ArrayList<>();
    call.get("AttributeDefinitions").forEach(one -> defined.add(text(one)));
    for (JsonNode key : call.get("KeySchema")) {
      if (!defined.contains(text(key))) {
        throw DynamoDbError.KEY_DEFINITION.refusal();
      }
    }
    if (defined.size() != keys(call).size()) {
      throw DynamoDbError.DEFINITIONS.refusal();
    }
    if (!call.optional("BillingMode").orElse("PROVISIONED").equals("PAY_PER_REQUEST")
        && !call.has("ProvisionedThroughput")) {
      throw DynamoDbError.THROUGHPUT.refusal();
    }
    ObjectNode table = Tables.all(call).putObject(name);
    table.put("TableName", name);
    table.put("TableArn", call.caller().arnOf("dynamodb", "table/" + name));
    table.put("TableId", Ids.uuid(call.state()));
    table.put("CreationDateTime", call.now().toEpochMilli() / 1000.0);
    table.set("AttributeDefinitions", call.get("AttributeDefinitions").deepCopy());
    table.set("KeySchema", call.get("KeySchema").deepCopy());
    table.putObject("_items");
    call.get("Tags").forEach(tag -> tag(table, tag));
    Tables.begin(table, "CREATING", call.now().plus(settling.get()));
    if (call.get(STREAM).path("StreamEnabled").asBoolean()) {
      Streams.begin(call, table, call.get(STREAM));
    }
    return described("TableDescription", table, call.now().minusMillis(1));
  }

  /** The attributes by which the table, or an index of it, is read. */
  private static Set<String> keys(Call call) {
    Set<String> keys = new TreeSet<>();
    call.get("KeySchema").forEach(key -> keys.add(text(key)));
    for (String indexes : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
      for (JsonNode index : call.get(indexes)) {
        index.path("KeySchema").forEach(key -> keys.add(text(key)));
      }
    }
    return keys;
  }

  private static void tag(ObjectNode table, JsonNode tag) {
    table.withObjectProperty("_tags").set(tag.path("Key").asText(), tag.path("Value"));
  }

  private static String text(JsonNode attribute) {
    return attribute.path("AttributeName").asText();
  }

  private static Reply described(String member, ObjectNode table, Instant now) {
    ObjectNode shown = table.deepCopy();
    List<String> own = new ArrayList<>();
    shown.fieldNames().forEachRemaining(own::add);
    own.removeIf(name -> !name.startsWith("_"));
    shown.remove(own);
    shown.put("ItemCount", table.path("_items").size());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(member, shown.put("TableStatus", Tables.status(table, now)));
    return Reply.of(body);
  }

  private static Reply describe(Call call) {
    return described("Table", Tables.table(call), call.now());
  }

  private Reply update(Call call) {
    ObjectNode table = idle(call);
    if (!call.has(STREAM)) {
      throw DynamoDbError.NOTHING.refusal();
    }
    boolean has = table.path(STREAM).path("StreamEnabled").asBoolean();
    boolean asked = call.get(STREAM).path("StreamEnabled").asBoolean();
    if (asked && has) {
      throw DynamoDbError.STREAM_EXISTS.refusal(Tables.name(call));
    }
    if (!asked && call.get(STREAM).has("StreamViewType")) {
      throw DynamoDbError.VIEW_OFF.refusal();
    }
    if (!asked && !has) {
      throw DynamoDbError.NO_STREAM.refusal(Tables.name(call));
    }
    if (asked) {
      Streams.begin(call, table, call.get(STREAM));
    } else {
      table.remove(STREAM);
    }
    Tables.begin(table, "UPDATING", call.now().plus(settling.get()));
    return described("TableDescription", table, call.now().minusMillis(1));
  }

  /** The table, if nothing is under way at it. */
  private static ObjectNode idle(Call call) {
    ObjectNode table = Tables.table(call);
    String status = Tables.status(table, call.now());
    if (!status.equals("ACTIVE")) {
      String doing =
          status.equals("CREATING")
              ? "created: "
              : status.equals(Tables.DELETING) ? "deleted: " : "updated: ";
      throw DynamoDbError.BUSY.refusal(doing + Tables.name(call));
    }
    return table;
  }

  private Reply delete(Call call) {
    ObjectNode table = idle(call);
    Tables.begin(table, Tables.DELETING, call.now().plus(settling.get()));
    Reply reply = described("TableDescription", table, call.now().minusMillis(1));
    Tables.all(call);
    return reply;
  }

  private static Reply list(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode names = body.putArray("TableNames");
    Tables.all(call).fieldNames().forEachRemaining(names::add);
    return Reply.of(body);
  }
}
