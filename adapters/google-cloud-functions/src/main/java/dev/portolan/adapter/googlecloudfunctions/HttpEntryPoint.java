package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.Deadlines;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.Problem;
import dev.portolan.runtime.Refusal;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.StartException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The class that Google's server is told to call, for requests and for the CloudEvents that
 * triggers send: {@code FUNCTION_TARGET}, or {@code buildConfig.entryPoint}.
 *
 * <p>The function is the one that {@code PORTOLAN_FUNCTION} names, of the descriptor that the class
 * loader of this class sees; it is started when this is created, once. See {@link Limits} for the
 * rest of the environment. Thread-safe.
 */
public final class HttpEntryPoint implements HttpFunction {
  private final Limits limits;
  private final Invoker invoker;
  private final Ending ending;
  private final Deadlines deadlines;
  private final BodyReader bodies;
  private final boolean takesEvents;
  private final boolean readsHeaders;

  /**
   * Starts the function.
   *
   * @throws StartException if that is not possible, with one line that says why
   */
  public HttpEntryPoint() {
    this(System.getenv(), HttpEntryPoint.class.getClassLoader());
  }

  private HttpEntryPoint(Map<String, String> environment, ClassLoader loader) {
    this(Limits.from(environment), Invoker.open(ResolvedSecrets.hide(environment), loader));
    ending.await();
  }

  HttpEntryPoint(Limits limits, Invoker invoker) {
    this.limits = limits;
    this.invoker = invoker;
    if (invoker.takesHttp()) {
      requireFree(invoker);
    }
    this.takesEvents = invoker.takesEvents();
    this.readsHeaders = invoker.readsHeaders();
    this.ending = new Ending(invoker.functionName(), invoker.lifecycle(), limits.drainMillis());
    this.bodies = new BodyReader(limits.bodyLimit(), Runtime.getRuntime().maxMemory());
    this.deadlines = new Deadlines(limits.handlerMillis());
    Deadlines.start(deadlines, "portolan-deadlines");
  }

  /**
   * Two paths are 404 before they come here (functions-framework-java, {@code
   * Invoker.NotFoundHandler}).
   */
  private static void requireFree(Invoker invoker) {
    Probe.requireFree(invoker);
    for (String path : new String[] {"/favicon.ico", "/robots.txt"}) {
      if (invoker.isUnder(path) && invoker.routes(path)) {
        throw new StartException(
            "Google's server answers " + path + " itself: give the function another route", null);
      }
    }
  }

  Ending ending() {
    return ending;
  }

  /**
   * Answers a request.
   *
   * @throws IOException if the response has begun and cannot be sent to its end
   */
  @Override
  public void service(HttpRequest from, HttpResponse to) throws IOException {
    long deadline = System.nanoTime() + limits.handlerMillis() * 1_000_000L;
    FunctionCall call = new FunctionCall(from, to, invoker, limits.secrets(), deadlines, deadline);
    if (!ending.began()) {
      ResponseWire.write(new Refusal(503, "ending", "Come again.").response(Ids.next()), to);
      return;
    }
    try {
      dev.portolan.HttpResponse answer = answer(from, call);
      if (answer != null) {
        ResponseWire.write(answer, to);
      }
    } catch (VirtualMachineError broken) {
      giveUp(call, to);
    } finally {
      call.end();
      ending.answered();
    }
  }

  /** Ends a process that is out of memory, so that the platform puts another in its place. */
  private static void giveUp(FunctionCall call, HttpResponse to) {
    try {
      if (!call.deadline.hasBegun()) {
        ResponseWire.write(Problem.of(500, call.id()), to);
        to.getOutputStream().flush();
      }
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  /** The answer; {@code null} if the call has given one. */
  private dev.portolan.HttpResponse answer(HttpRequest from, FunctionCall call) throws IOException {
    String method = from.getMethod();
    String target = RequestWire.target(from.getUri());
    boolean direct = false;
    if (target.startsWith(Probe.PREFIX)) {
      dev.portolan.HttpResponse probe =
          Probe.answer(method, target, invoker.functionName(), ending.isDraining());
      if (probe != null) {
        return probe;
      }
      direct = limits.direct() && method.equals("POST") && target.equals(DirectCalls.PATH);
      if (!direct) {
        return Problem.of(404, Ids.next());
      }
    }
    byte[] body = {};
    try {
      Map<String, List<String>> headers = readsHeaders ? from.getHeaders() : null;
      call.request(RequestWire.request(method, target, headers));
      body = bodies.read(from);
      requireUnread(from, body);
      call.request(call.request().withBody(body));
      return direct ? DirectCalls.answer(body, invoker, call) : invoke(method, call);
    } catch (Refusal refusal) {
      return refusal.response(call.id());
    } finally {
      bodies.release(body);
    }
  }

  /**
   * Refuses a form whose parts the server has read already, so that nothing is left of it: that of
   * the invoker 2.x does ({@code Invoker.startServer}: {@code EagerContentHandler}), and tells them
   * by name, one for each name.
   */
  private static void requireUnread(HttpRequest from, byte[] body) throws Refusal {
    if (body.length > 0 || from.getContentLength() == 0) {
      return;
    }
    String type = from.getContentType().orElse("");
    if (type.regionMatches(true, 0, "multipart/form-data", 0, 19)) {
      throw new Refusal(415, "form", "The server has no way to hand on multipart/form-data.");
    }
    if (from.getContentLength() > 0) {
      throw BodyReader.incomplete();
    }
  }

  /** To a function that takes events, an event may come to any path. */
  private dev.portolan.HttpResponse invoke(String method, FunctionCall call) throws IOException {
    if (!takesEvents) {
      call.invoke(null);
      return null;
    }
    boolean meant = CloudEvents.isEvent(call.request().headers());
    if (!meant && invoker.takesHttp()) {
      call.invoke(null);
      return null;
    }
    if (!meant || !method.equals("POST")) {
      return CloudEvents.refusal(method, call.id());
    }
    Object event;
    try {
      Object tree = CloudEvents.tree(call.request());
      event = GoogleEvents.event(tree, call.request().headers(), invoker, call);
    } catch (CodecException malformed) {
      return CloudEvents.bad(call.id(), malformed.getMessage());
    } catch (FailedInvocation comesAgain) {
      return Problem.of(503, call.id());
    }
    if (event == null) {
      return dev.portolan.HttpResponse.of(204);
    }
    call.invoke(event);
    return null;
  }
}
