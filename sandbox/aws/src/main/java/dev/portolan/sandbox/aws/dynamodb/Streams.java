package dev.portolan.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Streams of tables, one shard each: {@code view}, and {@code records} in the order of the changes.
 * A stream that is turned off stays, with what it tells, and a new one has another ARN.
 */
public final class Streams {
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final long KEPT_MILLIS = 24 * 3_600_000L;

  private Streams() {}

  static void begin(Call call, ObjectNode table, JsonNode specification) {
    if (!specification.hasNonNull("StreamViewType")) {
      throw DynamoDbError.VIEW.refusal();
    }
    // a stream's ARN ends in the time at which it began
    Instant labelled = call.now();
    ObjectNode streams = table.withObjectProperty("_streams");
    String start = table.path("TableArn").asText() + "/stream/";
    while (streams.has(start + LABEL.format(labelled))) {
      labelled = labelled.plusMillis(1);
    }
    String arn = start + LABEL.format(labelled);
    table.set("StreamSpecification", specification.deepCopy());
    table.put("LatestStreamArn", arn).put("LatestStreamLabel", LABEL.format(labelled));
    ObjectNode stream = streams.putObject(arn);
    stream.set("view", specification.path("StreamViewType"));
    stream.putArray("records");
  }

  /**
   * Tells of a change, if the table has a stream that is on.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html">Change
   *     data capture</a>: what "does not modify any data" is not told, and what is told is kept for
   *     24 hours
   */
  static void tell(
      ObjectNode state,
      ObjectNode table,
      JsonNode key,
      JsonNode before,
      JsonNode after,
      Instant now) {
    boolean changed = !before.equals(after);
    if (!table.path("StreamSpecification").path("StreamEnabled").asBoolean() || !changed) {
      return;
    }
    ObjectNode stream =
        (ObjectNode) table.path("_streams").path(table.path("LatestStreamArn").asText());
    stream.withArrayProperty("records").removeIf(record -> !kept(record, now));
    long number = stream.path("_sequence").asLong() + 1;
    stream.put("_sequence", number);
    ObjectNode record = stream.withArrayProperty("records").addObject();
    record.put("id", Ids.uuid(state).replace("-", "")).put("number", number);
    record.put("at", now.toEpochMilli());
    record.put(
        "name", before.isMissingNode() ? "INSERT" : after.isMissingNode() ? "REMOVE" : "MODIFY");
    record.set("keys", key.deepCopy());
    String view = stream.path("view").asText();
    if (!after.isMissingNode() && view.startsWith("NEW")) {
      record.set("new", after.deepCopy());
    }
    if (!before.isMissingNode() && view.contains("OLD_IMAGE")) {
      record.set("old", before.deepCopy());
    }
  }

  /** A stream by its ARN, whether it is still on or not. */
  public static Optional<ObjectNode> byArn(JsonNode state, String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length != 6 || !parts[2].equals("dynamodb")) {
      return Optional.empty();
    }
    String table = parts[5].replaceAll("^table/([^/]+)/.*", "$1");
    JsonNode tables = state.path("regions").path(parts[3]).path("dynamodb").path("tables");
    return tables.path(table).path("_streams").get(arn) instanceof ObjectNode stream
        ? Optional.of(stream)
        : Optional.empty();
  }

  /** The number of the last record that was ever told. */
  public static long last(JsonNode stream) {
    return stream.path("_sequence").asLong();
  }

  /** What is told after a number and not older than a day. */
  public static List<JsonNode> after(JsonNode stream, long number, Instant now) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode record : stream.path("records")) {
      if (record.path("number").asLong() > number && kept(record, now)) {
        found.add(record);
      }
    }
    return found;
  }

  private static boolean kept(JsonNode record, Instant now) {
    return record.path("at").asLong() + KEPT_MILLIS >= now.toEpochMilli();
  }

  /** As the stream spells the number of a record: later ones are greater, also as text. */
  public static String sequence(JsonNode record) {
    return String.format("1%020d", record.path("number").asLong());
  }
}
