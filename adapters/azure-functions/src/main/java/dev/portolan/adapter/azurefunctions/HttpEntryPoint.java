package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.Problem;
import dev.portolan.runtime.Refusal;
import java.util.Optional;

/**
 * Answers requests: {@code httpTrigger} into {@code request}, {@code http} out of {@code $return}.
 *
 * <p>Path and method are held to the function's route here, so that the route of the trigger may be
 * {@code {*path}} and its methods all. A function that takes events takes CloudEvents there too,
 * and as nobody's: Azure's triggers do not deliver so.
 */
public final class HttpEntryPoint {
  static final String BINDING = "request";

  private final Apps apps;

  /** Is made for every invocation; does nothing. */
  public HttpEntryPoint() {
    this(null);
  }

  HttpEntryPoint(Apps apps) {
    this.apps = apps;
  }

  /**
   * Answers one request.
   *
   * @throws dev.portolan.runtime.StartException if the function cannot be started, with one line
   *     that says why, for the log; the host answers 500
   */
  public HttpResponseMessage run(
      @CustomBinding(direction = "in", name = BINDING, type = "httpTrigger")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    long began = System.nanoTime();
    Apps all = apps == null ? Apps.ofProcess() : apps;
    App app = all.app();
    AzureCall call = AzureCall.request(app, context, began);
    app.ending.began();
    try {
      HttpResponse answer = answer(request, context, app, call);
      return ResponseWire.message(answer, request, app.invoker.functionName(), call.id());
    } catch (VirtualMachineError broken) {
      throw giveUp();
    } finally {
      app.ending.answered();
    }
  }

  /** Ends a process that is out of memory: the host answers 500, and puts another in its place. */
  static Error giveUp() {
    Runtime.getRuntime().halt(1);
    return new InternalError();
  }

  private static HttpResponse answer(
      HttpRequestMessage<Optional<String>> from,
      ExecutionContext context,
      App app,
      AzureCall call) {
    try {
      HttpRequest request = RequestWire.request(from);
      if (request.rawPath().startsWith(Probe.PREFIX)) {
        return Problem.of(404, call.id());
      }
      call.headers(request.headers());
      String told = from.getBody() == null ? null : from.getBody().orElse(null);
      byte[] body = RequestBody.of(told, request.headers(), context, app.limits.bodyLimit());
      return invoke(request.withBody(body), app, call);
    } catch (Refusal refusal) {
      return refusal.response(call.id());
    }
  }

  private static HttpResponse invoke(HttpRequest request, App app, AzureCall call) {
    boolean meant = app.invoker.takesEvents() && CloudEvents.isEvent(request.headers());
    if (app.invoker.takesHttp() && !(meant && app.invoker.takes(request))) {
      return app.invoker.http(request, false, call);
    }
    if (!meant || !request.method().equals("POST")) {
      return CloudEvents.refusal(request.method(), call.id());
    }
    try {
      HttpResponse response = Delivery.invoke(CloudEvents.tree(request), app, call);
      return response == null ? Problem.of(504, call.id()) : response;
    } catch (CodecException malformed) {
      return CloudEvents.bad(call.id(), malformed.getMessage());
    }
  }
}
