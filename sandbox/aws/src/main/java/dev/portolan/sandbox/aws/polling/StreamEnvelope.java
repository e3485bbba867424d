package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.dynamodb.Streams;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Records of a table's stream as a function gets them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">the envelope</a>
 */
final class StreamEnvelope {
  private StreamEnvelope() {}

  static byte[] of(List<JsonNode> records, JsonNode mapping, JsonNode state) {
    String arn = MappedFunctions.source(mapping);
    String view = Streams.byArn(state, arn).map(one -> one.path("view").asText()).orElse("");
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (JsonNode record : records) {
      ObjectNode shown = event.withArrayProperty("Records").addObject();
      shown.set("eventID", record.path("id"));
      shown.set("eventName", record.path("name"));
      shown.put("eventVersion", "1.1").put("eventSource", "aws:dynamodb");
      shown.put("awsRegion", arn.split(":")[3]);
      ObjectNode change = shown.putObject("dynamodb");
      change.put("ApproximateCreationDateTime", record.path("at").asLong() / 1000.0);
      change.set("Keys", record.path("keys"));
      put(change, "NewImage", record, "new");
      put(change, "OldImage", record, "old");
      change.put("SequenceNumber", Streams.sequence(record));
      change.put("SizeBytes", record.toString().length());
      change.put("StreamViewType", view);
      shown.put("eventSourceARN", arn);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode change, String name, JsonNode record, String member) {
    if (record.has(member)) {
      change.set(name, record.get(member));
    }
  }
}
