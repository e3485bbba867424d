package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Holds the one function of this process, and calls it with what an adapter brings.
 *
 * <p>Thread-safe. The function object is created once, when this is opened.
 */
public final class Invoker {
  private final Descriptor descriptor;
  private final PortableFunction<Object, Object> function;
  private final Codec codec;
  private final Type type;
  private final Map<String, String> environment;
  private final ClassLoader loader;
  private Secrets secrets;

  private Invoker(Descriptor descriptor, Map<String, String> environment, ClassLoader loader) {
    this.descriptor = descriptor;
    this.loader = loader;
    this.environment = environment;
    this.codec =
        descriptor.codec == null ? new JsonCodec() : Starts.codec(descriptor.codec, loader);
    this.type = Starts.type(descriptor, loader);
    this.function = Starts.function(descriptor, loader);
  }

  /**
   * Creates the function that the environment names, and starts it.
   *
   * @param environment the process's environment variables
   * @param loader sees the function's classes and its descriptor
   * @throws StartException if there is no such function, or it cannot be started
   */
  public static Invoker open(Map<String, String> environment, ClassLoader loader) {
    Invoker invoker = new Invoker(Descriptor.find(environment, loader), environment, loader);
    if (invoker.function instanceof Lifecycle) {
      Starts.start((Lifecycle) invoker.function, invoker.descriptor.name);
    }
    return invoker;
  }

  /** The name of the function. */
  public String functionName() {
    return descriptor.name;
  }

  /** The function's hooks; {@code null} if it has none. */
  public Lifecycle lifecycle() {
    return function instanceof Lifecycle ? (Lifecycle) function : null;
  }

  /** Forgets the values of secrets: the process is about to be frozen or copied. */
  public void forgetSecrets() {
    secrets().clear();
  }

  synchronized Secrets secrets() {
    if (secrets == null) {
      secrets = new Secrets(environment);
    }
    return secrets;
  }

  /**
   * Answers an HTTP request; whatever happens, there is an answer that tells nothing internal.
   *
   * @param routed whether the platform has compared path and method with the declared route; if not
   *     it is done here
   * @throws VirtualMachineError if the process is broken, without any detail: let the platform
   *     replace it
   */
  public HttpResponse http(HttpRequest request, boolean routed, Call call) {
    HttpResponse response = answer(request, routed, new Invocation(this, call));
    return request.method().equals("HEAD") ? response.withBody(new byte[0]) : response;
  }

  private HttpResponse answer(HttpRequest request, boolean routed, Invocation context) {
    HttpRequest matched = request;
    if (!routed) {
      Route route = Route.of(descriptor.triggers);
      Map<String, String> variables = route == null ? null : route.match(request);
      if (variables == null) {
        return Problem.of(404, context.id);
      }
      HttpResponse refusal = route.refusal(request.method(), context.id);
      if (refusal != null) {
        return refusal;
      }
      matched = request.withPathParameters(variables);
    }
    Job job = new Job(this, context, matched, null, null);
    Worker.start(job, loader);
    if (!job.await(context.deadlineNanos)) {
      return Failures.late(context, job);
    }
    return job.failure == null
        ? (HttpResponse) job.result
        : Failures.response(job.failure, context);
  }

  /**
   * Calls the function with a JSON document, and answers with one.
   *
   * @param payload the document
   * @param tree the same document, as {@link dev.portolan.codec.JsonReader} reads it
   * @throws BadEvent if the document is not what the function takes
   * @throws FailedInvocation if the function failed, or its time was up
   * @throws VirtualMachineError if the process is broken, without any detail
   */
  public byte[] direct(byte[] payload, Object tree, Call call) {
    Invocation context = new Invocation(this, call);
    Job job = new Job(this, context, null, payload, tree);
    Worker.start(job, loader);
    if (!job.await(context.deadlineNanos)) {
      Failures.late(context, job);
      throw Failures.failed(context.id);
    }
    if (job.failure != null) {
      throw Failures.exception(job.failure, context);
    }
    return (byte[]) job.result;
  }

  /** On a worker: from request to response. */
  HttpResponse exchange(HttpRequest request, Invocation context) throws Exception {
    Object input = type == HttpRequest.class ? request : Inputs.from(request, type, codec);
    context.entered = true;
    return Outputs.response(handle(input, context), codec);
  }

  /** On a worker: from document to document. */
  byte[] call(byte[] payload, Object tree, Invocation context) throws Exception {
    Object input = Inputs.from(payload, tree, type, codec);
    context.entered = true;
    return Outputs.document(handle(input, context), codec);
  }

  private Object handle(Object input, Invocation context) throws Exception {
    Object output = function.handle(input, context);
    if (Inputs.isEvents(type)) {
      Events.settle(input, output, context);
    }
    return output;
  }
}
