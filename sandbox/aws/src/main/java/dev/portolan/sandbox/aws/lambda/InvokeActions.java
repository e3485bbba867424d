package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Runs functions for callers of the API. */
final class InvokeActions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SYNC_LIMIT = 6_291_556;
  // "Lambda quotas": asynchronous payload 1 MB
  private static final int ASYNC_LIMIT = 1_048_576;
  private static final int TAIL = 4096;

  private final LambdaWorld world;

  InvokeActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of("Invoke", this::invoke);
  }

  private Reply invoke(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    String type = call.optional("InvocationType").orElse("RequestResponse");
    RunSpec spec =
        RunSpecs.of(
            call.state(), call.caller().region(), reference, reference.arn(call), call.now());
    byte[] payload = payload(call, type);
    if (type.equals("DryRun")) {
      return Reply.raw(204, new byte[0], WireHeaders.none());
    }
    Invocation invocation =
        new Invocation(
            UUID.randomUUID().toString(),
            payload,
            reference.arn(call),
            new String(
                Base64.getDecoder().decode(call.text("ClientContext")), StandardCharsets.UTF_8),
            call.request().headers().first("X-Amzn-Trace-Id").orElse(""));
    if (type.equals("Event")) {
      Thread later =
          new Thread(() -> world.events().call(invocation), "event-" + invocation.requestId());
      later.setDaemon(true);
      later.start();
      return Reply.raw(202, new byte[0], WireHeaders.none());
    }
    Outcome outcome = world.dataPlane().invoke(spec, invocation);
    if (outcome.throttled()) {
      throw LambdaError.CONCURRENCY.refusalWith(
          "Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
    }
    WireHeaders headers = WireHeaders.of("X-Amz-Executed-Version", spec.version());
    if (outcome.error().isPresent()) {
      headers = headers.with("X-Amz-Function-Error", outcome.error().get());
    }
    if (call.text("LogType").equals("Tail")) {
      headers = headers.with("X-Amz-Log-Result", tail(outcome.log()));
    }
    return Reply.raw(200, outcome.payload(), headers);
  }

  private static String tail(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, bytes.length - TAIL);
    return Base64.getEncoder()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static byte[] payload(Call call, String type) {
    byte[] payload = call.request().body();
    int limit = type.equals("Event") ? ASYNC_LIMIT : SYNC_LIMIT;
    if (payload.length > limit) {
      throw LambdaError.PAYLOAD_SIZE.refusal(payload.length, type, limit);
    }
    if (payload.length == 0) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    try {
      JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw LambdaError.PAYLOAD.refusal(e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return payload;
  }
}
