package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import java.time.Instant;

/**
 * Where tables stand in the state, by name, in DynamoDB's own member names. Members that begin with
 * an underscore are the sandbox's: {@code _items} by their key, {@code _streams} by ARN, {@code
 * _tags}, and {@code _phase}, what is under way until {@code _settles}.
 */
final class Tables {
  static final String DELETING = "DELETING";

  private Tables() {}

  static ObjectNode all(Call call) {
    return expired(call.part(call.regional("dynamodb"), "tables"), call.now());
  }

  /** Without those that are deleted and whose time has come. */
  private static ObjectNode expired(ObjectNode tables, Instant now) {
    tables
        .properties()
        .removeIf(
            one ->
                one.getValue().path("_phase").asText().equals(DELETING)
                    && one.getValue().path("_settles").asLong() <= now.toEpochMilli());
    return tables;
  }

  static void begin(ObjectNode table, String phase, Instant settles) {
    table.put("_phase", phase).put("_settles", settles.toEpochMilli());
  }

  static String status(JsonNode table, Instant now) {
    return table.path("_settles").asLong() <= now.toEpochMilli()
        ? "ACTIVE"
        : table.path("_phase").asText();
  }

  /** The last part of an ARN or a name. */
  static String name(Call call) {
    return call.text("TableName").substring(call.text("TableName").lastIndexOf('/') + 1);
  }

  static ObjectNode table(Call call) {
    if (all(call).get(name(call)) instanceof ObjectNode found) {
      return found;
    }
    throw DynamoDbError.NO_TABLE.refusal(name(call));
  }
}
