package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.dynamodb.Streams;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What Lambda holds a mapping against before it takes it. */
record MappingChecks(Call call, Duration propagation) {
  static final String DESTINATIONS = "DestinationConfig";
  private static final int QUEUED = 10;
  private static final int STREAMED = 100;
  private static final String AGE = "MaximumRecordAgeInSeconds";
  private static final List<String> OF_STREAMS =
      List.of("BisectBatchOnFunctionError", AGE, "MaximumRetryAttempts");
  private static final String START = "StartingPosition";

  /** What Lambda takes messages with, in the role's name. */
  private static final List<String> QUEUE =
      List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

  /** What Lambda reads a stream with, in the role's name. */
  private static final List<String> STREAM =
      List.of("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams");

  /** Where a record goes of what is given up; empty if nowhere. */
  static String onFailure(JsonNode mapping) {
    return mapping.path(DESTINATIONS).path("OnFailure").path("Destination").asText();
  }

  /**
   * What a mapping has of which nothing is said, and where in its stream it begins.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters
   *     for DynamoDB</a>
   */
  static void usual(Call call, ObjectNode mapping) {
    String source = mapping.path("EventSourceArn").asText();
    if (!Mappings.streamed(source)) {
      mapping.put("BatchSize", QUEUED);
      return;
    }
    mapping.put("BatchSize", STREAMED).put("BisectBatchOnFunctionError", false);
    mapping.put(AGE, -1).put("MaximumRetryAttempts", -1);
    if (!call.has(START)) {
      throw LambdaError.MAPPING_START.refusal();
    }
    mapping.put(START, call.text(START));
    boolean latest = call.text(START).equals("LATEST");
    long position = latest ? Streams.byArn(call.state(), source).map(Streams::last).orElse(0L) : 0L;
    mapping.put("_position", position);
  }

  /** Refuses what a mapping of such a source does not have. */
  static void given(Call call, JsonNode mapping) {
    if (KafkaMappings.is(mapping)) {
      KafkaMappings.given(call);
      return;
    }
    String source = mapping.path("EventSourceArn").asText();
    for (String member : OF_STREAMS) {
      if (call.has(member) && !Mappings.streamed(source)) {
        throw LambdaError.MAPPING_UNSUPPORTED.refusal(told(member));
      }
    }
    long age = call.get(AGE).asLong(-1);
    if (age != -1 && age < 60) {
      throw LambdaError.MAPPING_AGE.refusal(age);
    }
  }

  /** A member as Lambda writes it where it refuses one. */
  static String told(String member) {
    return Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }

  void check(ObjectNode mapping, FunctionReference reference) {
    if (!Functions.all(call).has(reference.name())) {
      throw LambdaError.MAPPING_FUNCTION.refusal();
    }
    String role = Functions.version(call, reference).path("Role").asText();
    if (KafkaMappings.is(mapping)) {
      int timeout = Functions.version(call, reference).path("Timeout").asInt();
      KafkaMappings.check(this, mapping, role, timeout);
      return;
    }
    String source = mapping.path("EventSourceArn").asText();
    switch (source.split(":")[2]) {
      case "sqs" -> {
        int timeout = Functions.version(call, reference).path("Timeout").asInt();
        queue(mapping, role, timeout, source);
      }
      case "dynamodb" -> stream(mapping, role, source);
      default -> throw LambdaError.MAPPING_SOURCE_HERE.refusal(source);
    }
  }

  private void stream(ObjectNode mapping, String role, String source) {
    if (Streams.byArn(call.state(), source).isEmpty()) {
      throw LambdaError.MAPPING_STREAM.refusal(source);
    }
    for (String action : STREAM) {
      if (!permitted(role, "dynamodb:" + action, source)) {
        throw LambdaError.MAPPING_STREAM_ROLE.refusal(source);
      }
    }
    String destination = onFailure(mapping);
    if (!destination.isEmpty() && destination.split(":")[2].equals("sqs")) {
      if (Queues.byArn(call.state(), destination).isEmpty()) {
        throw LambdaError.DESTINATION.refusal(destination);
      }
      if (!permitted(role, "sqs:SendMessage", destination)) {
        throw LambdaError.MAPPING_ROLE.refusal("SendMessage");
      }
    }
  }

  private void queue(ObjectNode mapping, String role, int timeout, String source) {
    Optional<ObjectNode> queue = Queues.byArn(call.state(), source);
    if (queue.isEmpty()) {
      throw LambdaError.MAPPING_QUEUE.refusal();
    }
    for (String action : QUEUE) {
      if (!permitted(role, "sqs:" + action, source)) {
        throw LambdaError.MAPPING_ROLE.refusal(action);
      }
    }
    int visibility = Queues.visibility(queue.get());
    if (visibility < timeout) {
      throw LambdaError.MAPPING_VISIBILITY.refusal(visibility, timeout);
    }
    batch(mapping, Queues.ordered(queue.get()));
  }

  /** What a role may do, as far as Lambda looks before it takes a mapping. */
  boolean permitted(String role, String action, String resource) {
    String service = "lambda.amazonaws.com";
    return Roles.assumable(call.state(), role, service, call.now(), propagation)
        && Roles.may(call.state(), role, action, resource);
  }

  private static void batch(JsonNode mapping, boolean ordered) {
    int size = mapping.path("BatchSize").asInt();
    if (ordered && size > QUEUED) {
      throw LambdaError.MAPPING_FIFO_BATCH.refusal();
    }
    if (size > QUEUED && mapping.path("MaximumBatchingWindowInSeconds").asInt() == 0) {
      throw LambdaError.MAPPING_WINDOW.refusal();
    }
    if (ordered && mapping.path("MaximumBatchingWindowInSeconds").asInt() > 0) {
      throw LambdaError.MAPPING_FIFO_WINDOW.refusal();
    }
  }
}
