package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.Problem;
import dev.portolan.runtime.Refusal;
import dev.portolan.runtime.StartException;
import java.util.Optional;

/**
 * Answers the deployer, at a route that only it knows and with a key: bindings as of {@link
 * HttpEntryPoint}.
 *
 * <p>By the last segment of the path: {@code ready} and {@code live} as {@link Probe} does, once
 * the function was started, without calling it; 503 with the reason if it cannot be; 421 if {@code
 * ?configuration=DIGEST} is not what {@code PORTOLAN_CONFIGURATION} says, as in a process that was
 * started before it was changed; {@code invoke} as {@link DirectCalls} does, if {@code
 * PORTOLAN_DIRECT} says so.
 */
public final class ProbeEntryPoint {
  private static final String LOGGER = "portolan";
  private static final String ASKED = "configuration=";
  private static final String CONFIGURATION = "PORTOLAN_CONFIGURATION";

  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public ProbeEntryPoint() {
    this(null);
  }

  ProbeEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /** Answers one request. */
  public HttpResponseMessage run(
      @CustomBinding(direction = "in", name = HttpEntryPoint.BINDING, type = "httpTrigger")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    long began = System.nanoTime();
    Apps all = apps == null ? Apps.ofProcess() : apps;
    String id = Ids.from(context.getInvocationId());
    try {
      App app = all.app();
      AzureCall call = AzureCall.request(app, context, began);
      HttpResponse answer = answer(request, context, app, call);
      return ResponseWire.message(answer, request, app.invoker.functionName(), id);
    } catch (StartException failed) {
      System.getLogger(LOGGER).log(System.Logger.Level.ERROR, failed.getMessage(), failed);
      return ResponseWire.message(
          Problem.of(503, id, "not-started", why(failed)), request, LOGGER, id);
    } catch (VirtualMachineError broken) {
      throw HttpEntryPoint.giveUp();
    }
  }

  /** The function is not stopped under it. */
  private static HttpResponse direct(byte[] body, App app, AzureCall call) {
    app.ending.began();
    try {
      return DirectCalls.answer(body, app.invoker, call);
    } finally {
      app.ending.answered();
    }
  }

  /** Of what the function threw only its class, for its message may be anything. */
  private static String why(StartException failed) {
    Throwable cause = failed.getCause();
    return cause == null
        ? failed.getMessage()
        : failed.getMessage().concat(": ").concat(cause.getClass().getName());
  }

  private static HttpResponse answer(
      HttpRequestMessage<Optional<String>> from,
      ExecutionContext context,
      App app,
      AzureCall call) {
    try {
      HttpRequest request = RequestWire.request(from);
      String name = request.rawPath().substring(request.rawPath().lastIndexOf('/') + 1);
      boolean direct = app.limits.direct() && request.method().equals("POST");
      if (direct && name.equals("invoke")) {
        String told = from.getBody() == null ? null : from.getBody().orElse(null);
        byte[] body = RequestBody.of(told, request.headers(), context, app.limits.bodyLimit());
        return direct(body, app, call);
      }
      String query = request.rawQuery();
      if (query.startsWith(ASKED)
          && !query.substring(ASKED.length()).equals(app.environment.get(CONFIGURATION))) {
        return Problem.of(
            421, call.id(), "other-configuration", "This process has another configuration.");
      }
      String target = Probe.PREFIX.concat(name);
      HttpResponse known =
          Probe.answer(request.method(), target, app.invoker.functionName(), false);
      return known == null ? Problem.of(404, call.id()) : known;
    } catch (Refusal refusal) {
      return refusal.response(call.id());
    }
  }
}
