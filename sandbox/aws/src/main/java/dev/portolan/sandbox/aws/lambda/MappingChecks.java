package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What Lambda holds a mapping against before it takes it. */
record MappingChecks(Call call, Duration propagation) {
  static final int USUAL = 10;

  /** What Lambda takes messages with, in the role's name. */
  private static final List<String> ACTIONS =
      List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

  void check(ObjectNode mapping, FunctionReference reference) {
    if (!Functions.all(call).has(reference.name())) {
      throw LambdaError.MAPPING_FUNCTION.refusal();
    }
    ObjectNode version = Functions.version(call, reference);
    String source = mapping.path("EventSourceArn").asText();
    if (!source.split(":")[2].equals("sqs")) {
      throw LambdaError.MAPPING_SOURCE_HERE.refusal(source);
    }
    Optional<ObjectNode> queue = Queues.byArn(call.state(), source);
    if (queue.isEmpty()) {
      throw LambdaError.MAPPING_QUEUE.refusal();
    }
    permitted(version.path("Role").asText(), source);
    int visibility = Queues.visibility(queue.get());
    int timeout = version.path("Timeout").asInt();
    if (visibility < timeout) {
      throw LambdaError.MAPPING_VISIBILITY.refusal(visibility, timeout);
    }
    batch(mapping, Queues.ordered(queue.get()));
  }

  private void permitted(String role, String source) {
    String service = "lambda.amazonaws.com";
    boolean known = Roles.assumable(call.state(), role, service, call.now(), propagation);
    for (String action : ACTIONS) {
      if (!known || !Roles.may(call.state(), role, "sqs:" + action, source)) {
        throw LambdaError.MAPPING_ROLE.refusal(action);
      }
    }
  }

  private static void batch(JsonNode mapping, boolean ordered) {
    int size = mapping.path("BatchSize").asInt();
    if (ordered && size > USUAL) {
      throw LambdaError.MAPPING_FIFO_BATCH.refusal();
    }
    if (size > USUAL && mapping.path("MaximumBatchingWindowInSeconds").asInt() == 0) {
      throw LambdaError.MAPPING_WINDOW.refusal();
    }
    if (ordered && mapping.path("MaximumBatchingWindowInSeconds").asInt() > 0) {
      throw LambdaError.MAPPING_FIFO_WINDOW.refusal();
    }
  }
}
