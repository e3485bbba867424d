package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.sqs.Digests;
import dev.portolan.sandbox.aws.sqs.SystemAttributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Messages as a function gets them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">the envelope</a>
 */
final class QueueEnvelope {
  private QueueEnvelope() {}

  /**
   * The payload.
   *
   * @param queue its ARN
   */
  static byte[] of(List<JsonNode> messages, String queue) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (JsonNode message : messages) {
      ObjectNode record = event.withArrayProperty("Records").addObject();
      record.set("messageId", message.path("id"));
      record.set("receiptHandle", message.path("receipt"));
      record.set("body", message.path("body"));
      record.set("attributes", SystemAttributes.of(message));
      ObjectNode own = record.putObject("messageAttributes");
      for (Map.Entry<String, JsonNode> one : message.path("attributes").properties()) {
        attribute(own.putObject(one.getKey()), one.getValue());
      }
      record.put("md5OfBody", Digests.md5(message.path("body").asText()));
      record.put("eventSource", "aws:sqs").put("eventSourceARN", queue);
      record.put("awsRegion", queue.split(":")[3]);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void attribute(ObjectNode shown, JsonNode value) {
    if (value.has("StringValue")) {
      shown.set("stringValue", value.get("StringValue"));
    }
    if (value.has("BinaryValue")) {
      shown.set("binaryValue", value.get("BinaryValue"));
    }
    shown.putArray("stringListValues");
    shown.putArray("binaryListValues");
    shown.set("dataType", value.path("DataType"));
  }
}
