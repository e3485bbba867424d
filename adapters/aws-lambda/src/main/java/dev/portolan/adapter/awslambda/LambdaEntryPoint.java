package dev.portolan.adapter.awslambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.portolan.HttpRequest;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Invoker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * What Lambda calls: answers HTTP requests, events, direct invocations, and the deployer's probe.
 *
 * <p>Thread-safe, as Lambda's concurrent instances demand. A direct invocation whose payload is
 * exactly {@code {"$portolan":"probe"}} is answered {@code {"$portolan":"ready","function":"…"}}
 * without calling the function, which was created and started by then.
 */
public final class LambdaEntryPoint implements RequestStreamHandler {
  private final Invoker invoker;
  private final Map<String, String> environment;

  /** Creates and starts the function that the environment names. */
  public LambdaEntryPoint() {
    this(System.getenv(), LambdaEntryPoint.class.getClassLoader());
  }

  LambdaEntryPoint(Map<String, String> environment, ClassLoader loader) {
    this.environment = environment;
    this.invoker = Invoker.open(environment, loader);
    if (invoker.lifecycle() != null) {
      Hooks.install(invoker, environment);
    }
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(answer(input.readAllBytes(), context));
  }

  private byte[] answer(byte[] payload, Context context) {
    Object tree;
    try {
      tree = JsonReader.read(payload);
    } catch (RuntimeException malformed) {
      throw Refusals.notJson(context.getAwsRequestId(), malformed);
    }
    Map<?, ?> event = tree instanceof Map ? (Map<?, ?>) tree : Map.of();
    LambdaCall call = new LambdaCall(context, environment, event);
    if (LambdaWire.isHttp(event)) {
      return http(event, call);
    }
    if (LambdaWire.isProbe(event)) {
      return LambdaWire.ready(invoker.functionName());
    }
    byte[] answer = LambdaWire.mayBeEvent(event) ? event(event, call) : null;
    return answer == null ? invoker.direct(payload, tree, call) : answer;
  }

  /** The answer to what AWS's services send; {@code null} if it is a document after all. */
  private byte[] event(Map<?, ?> event, LambdaCall call) {
    boolean gateway = event.get("requestContext") instanceof Map;
    byte[] answer = gateway ? Gateways.answer(event, invoker, call) : null;
    if (answer == null && invoker.takesEvents()) {
      answer = LambdaEvents.answer(event, invoker, call);
    }
    String foreign = answer == null ? Envelopes.name(event) : null;
    if (foreign != null) {
      throw Refusals.unsupported(call.id(), foreign, invoker.takesEvents());
    }
    return answer;
  }

  private byte[] http(Map<?, ?> event, LambdaCall call) {
    HttpRequest request;
    try {
      request = LambdaWire.request(event);
    } catch (RuntimeException malformed) {
      return LambdaWire.response(Refusals.badRequest(call.id(), malformed));
    }
    byte[] answer = LambdaWire.response(invoker.http(request, LambdaWire.isRouted(event), call));
    int longest = LambdaWire.MAX_RESPONSE;
    return answer.length <= longest
        ? answer
        : LambdaWire.response(Refusals.tooLong(call.id(), answer.length, longest));
  }
}
