package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.dynamodb.Streams;
import dev.portolan.sandbox.aws.lambda.Destinations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records that are given up. What is kept of them tells where in the stream they are, not what they
 * hold.
 *
 * @param condition as Lambda names what put an end to it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retain
 *     discarded records for a DynamoDB event source</a>
 */
record Discarded(JsonNode mapping, List<JsonNode> records, String condition, int attempts) {
  static final String RETRIES = "RetryAttemptsExhausted";
  static final String AGE = "RecordAgeExceeded";

  /**
   * Sends a record of them to where the mapping says; what to tell of it.
   *
   * @param role the ARN of the function's
   */
  String keep(ObjectNode state, String role, Instant now) {
    String destination =
        mapping.path("DestinationConfig").path("OnFailure").path("Destination").asText();
    String lost = records.size() + " of " + MappedFunctions.source(mapping) + " are given up";
    if (destination.isEmpty()) {
      return lost;
    }
    Optional<String> hindrance = Destinations.send(state, role, destination, text(now), now);
    return lost
        + hindrance
            .map(why -> ", and no record of it came to " + destination + ": " + why)
            .orElse(", and a record of it is in " + destination);
  }

  private String text(Instant now) {
    JsonNode first = records.get(0);
    JsonNode last = records.get(records.size() - 1);
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    text.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", MappedFunctions.function(mapping))
        .put("condition", condition)
        .put("approximateInvokeCount", attempts);
    text.put("version", "1.0").put("timestamp", now.toString());
    text.putObject("DDBStreamBatchInfo")
        .put("shardId", "shardId-00000000000000000000-00000000")
        .put("startSequenceNumber", Streams.sequence(first))
        .put("endSequenceNumber", Streams.sequence(last))
        .put("approximateArrivalOfFirstRecord", at(first))
        .put("approximateArrivalOfLastRecord", at(last))
        .put("batchSize", records.size())
        .put("streamArn", MappedFunctions.source(mapping));
    return text.toString();
  }

  private static String at(JsonNode record) {
    return Instant.ofEpochMilli(record.path("at").asLong()).toString();
  }
}
