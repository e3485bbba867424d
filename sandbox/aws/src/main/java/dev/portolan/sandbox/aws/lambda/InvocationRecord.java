package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What Lambda keeps of a call that failed for good.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing
 *     records of asynchronous invocations</a>
 */
record InvocationRecord(Invocation invocation, RunSpec spec, Outcome last, int tries) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sends it in the name of the function's role; what came in the way. */
  Optional<String> send(ObjectNode state, String destination, Instant now) {
    return Destinations.send(state, spec.roleArn(), destination, text(now), now);
  }

  private String text(Instant now) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    text.put("version", "1.0").put("timestamp", now.toString());
    text.putObject("requestContext")
        .put("requestId", invocation.requestId())
        .put("functionArn", invocation.invokedArn())
        .put("condition", last.throttled() ? "EventAgeExceeded" : "RetriesExhausted")
        .put("approximateInvokeCount", tries);
    payload(text, "requestPayload", invocation.payload());
    if (!last.throttled()) {
      text.putObject("responseContext")
          .put("statusCode", 200)
          .put("executedVersion", spec.version())
          .put("functionError", last.error().orElse("Unhandled"));
      payload(text, "responsePayload", last.payload());
    }
    return text.toString();
  }

  private static void payload(ObjectNode text, String member, byte[] payload) {
    try {
      text.set(member, JSON.readTree(payload));
    } catch (JsonProcessingException notJson) {
      text.putNull(member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
