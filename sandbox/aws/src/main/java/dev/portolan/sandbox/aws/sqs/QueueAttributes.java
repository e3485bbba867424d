package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set of a queue, with its bounds and defaults.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
 */
final class QueueAttributes {
  static final String VISIBILITY = "VisibilityTimeout";
  static final String FIFO = "FifoQueue";
  static final String BY_CONTENT = "ContentBasedDeduplication";
  static final String REDRIVE = "RedrivePolicy";
  static final String RETENTION = "MessageRetentionPeriod";
  static final String LONGEST = "MaximumMessageSize";
  static final String DELAY = "DelaySeconds";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lowest, highest and usual value. */
  private record Bounds(int least, int most, int usual) {}

  private static final Map<String, Bounds> NUMBERS =
      Map.of(
          VISIBILITY,
          new Bounds(0, 43_200, 30),
          DELAY,
          new Bounds(0, 900, 0),
          LONGEST,
          new Bounds(1_024, 1_048_576, 1_048_576),
          RETENTION,
          new Bounds(60, 1_209_600, 345_600),
          "ReceiveMessageWaitTimeSeconds",
          new Bounds(0, 20, 0));

  /** Known to SQS, and without effect here. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "Policy",
          "RedriveAllowPolicy",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "SqsManagedSseEnabled",
          "DeduplicationScope",
          "FifoThroughputLimit");

  private QueueAttributes() {}

  /** What a queue has of which nothing was said. */
  static void usual(ObjectNode attributes) {
    NUMBERS.forEach((name, bounds) -> attributes.put(name, String.valueOf(bounds.usual())));
  }

  /** Checks what is given and lays it over what is there. */
  static void lay(ObjectNode attributes, JsonNode given) {
    for (Map.Entry<String, JsonNode> one : given.properties()) {
      String name = one.getKey();
      String value = one.getValue().asText();
      check(name, value);
      if (value.isEmpty()) {
        attributes.remove(name);
      } else {
        attributes.put(name, value);
      }
    }
  }

  private static void check(String name, String value) {
    if (NUMBERS.containsKey(name)) {
      Bounds bounds = NUMBERS.get(name);
      if (!value.matches("[0-9]{1,9}")
          || Integer.parseInt(value) < bounds.least()
          || Integer.parseInt(value) > bounds.most()) {
        throw SqsError.ATTRIBUTE_VALUE.refusal(name);
      }
    } else if (name.equals(FIFO) || name.equals(BY_CONTENT)) {
      if (!value.equals("true") && !value.equals("false")) {
        throw SqsError.ATTRIBUTE_VALUE.refusal(name);
      }
    } else if (name.equals(REDRIVE)) {
      if (!value.isEmpty() && redrive(value).isEmpty()) {
        throw SqsError.ATTRIBUTE_VALUE.refusal(name);
      }
    } else {
      throw ELSEWHERE.contains(name)
          ? SqsError.ATTRIBUTE_HERE.refusal(name)
          : SqsError.ATTRIBUTE_NAME.refusal(name);
    }
  }

  /**
   * Where messages go that were received too often.
   *
   * @param most how often they are received before
   */
  record Redrive(String arn, int most) {}

  static Optional<Redrive> redrive(String text) {
    try {
      JsonNode policy = JSON.readTree(text);
      int most = policy.path("maxReceiveCount").asInt();
      String arn = policy.path("deadLetterTargetArn").asText();
      return most >= 1 && most <= 1000 && arn.matches("arn:[^:]+:sqs:[^:]+:[0-9]{12}:.+")
          ? Optional.of(new Redrive(arn, most))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static int number(JsonNode queue, String name) {
    return queue.path("attributes").path(name).asInt();
  }

  static boolean flag(JsonNode queue, String name) {
    return queue.path("attributes").path(name).asText().equals("true");
  }
}
