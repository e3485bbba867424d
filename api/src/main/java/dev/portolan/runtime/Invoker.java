package dev.portolan.runtime;

import dev.portolan.Batch;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;
import java.lang.reflect.Type;
import java.util.List;
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
  private final Parts parts;
  private final boolean isOfEvents;
  private final Route route;
  private final Cors cors;
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
    this.parts = Parts.of(descriptor, type);
    this.isOfEvents = Inputs.isEvents(type);
    this.route = Route.of(descriptor.triggers);
    String shared = route == null ? null : environment.get(Cors.VARIABLE);
    this.cors = shared == null ? null : Cors.of(shared);
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

  /** What the environment says; {@code null} if nothing. */
  String variable(String name) {
    return environment.get(name);
  }

  /** What the function may call by itself. */
  Uses uses() {
    return new Uses(descriptor.uses, environment);
  }

  Codec codec() {
    return codec;
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
    Invocation context = new Invocation(this, call);
    Job job = new Job(this, context, request, null, null);
    HttpResponse refusal = refusal(job, routed);
    if (refusal != null) {
      return told(ProblemForm.of(refusal, request, call), request);
    }
    Worker.start(job, loader);
    return job.await(context.deadlineNanos)
        ? told(outcome(job), request)
        : told(ProblemForm.of(Failures.late(context, job.worker), request, call), request);
  }

  /** The answer to a request that the function is not called for; {@code null} if it is. */
  private HttpResponse refusal(Job job, boolean routed) {
    HttpRequest request = job.request;
    if (cors != null && Cors.isPreflight(request) && (routed || route.match(request) != null)) {
      return cors.preflight(request, route.allowed());
    }
    if (!routed) {
      return Route.apply(route, job);
    }
    // There may be a route for what browsers ask, also where this version shares nothing.
    boolean asks = route != null && request.method().equals("OPTIONS");
    return asks && !route.answers("OPTIONS") ? route.refusal("OPTIONS", job.context.id()) : null;
  }

  /** As who asked shall have it; the answer to HEAD has no body, whatever it says. */
  private HttpResponse told(HttpResponse response, HttpRequest request) {
    HttpResponse shared = cors == null ? response : cors.shared(request, response);
    return request.method().equals("HEAD") ? shared.withBody(new byte[0]) : shared;
  }

  /**
   * Answers an HTTP request on the calling thread, for an adapter with a thread for each request
   * that watches the clock itself: when the time is up it interrupts the thread, answers with
   * {@link #late}, and {@link Call#isOver()} says so from then on.
   *
   * @param routed as for {@link #http}
   * @return the response; {@code null} if the call is over
   * @throws VirtualMachineError as for {@link #http}
   */
  public HttpResponse httpHere(HttpRequest request, boolean routed, Call call) {
    Job job = new Job(this, new Invocation(this, call), request, null, null);
    HttpResponse refusal = refusal(job, routed);
    if (refusal != null) {
      return told(ProblemForm.of(refusal, request, call), request);
    }
    job.run();
    return call.isOver() ? null : told(outcome(job), request);
  }

  /**
   * Hands one CloudEvent, or a batch of them, to the function on the calling thread; as {@link
   * #httpHere} in all else.
   *
   * <p>A function that takes neither {@code Event} nor {@code Batch} is handed the data.
   *
   * @param tree the event in its JSON form, as {@link dev.portolan.codec.JsonReader} reads it, or a
   *     list of such; where {@code data} is a {@code byte[]} or {@link UntoldData}, it is those
   *     bytes themselves
   * @return 200, with the event in its JSON form if the function answered one; or a failure
   */
  public HttpResponse eventHere(Object tree, Call call) {
    Job job = new Job(this, new Invocation(this, call), null, null, tree);
    job.run();
    return call.isOver() ? null : outcome(job);
  }

  /**
   * Hands records that came together to the function, on workers: all at once to one that takes a
   * {@code Batch}, to any other one after the other, each as an invocation of its own.
   *
   * @param call what the platform tells about the call that brought all of them
   * @return what became of each, by its index; a record that is to be refused for good and that
   *     {@link Records#refused} did not take is to come again
   * @throws FailedInvocation if nobody can tell what became of which: all must come again
   * @throws VirtualMachineError if the process is broken, without any detail
   */
  public Batch.Outcome[] batch(Records records, Call call) {
    Batches batches = new Batches(this, records);
    return Events.raw(type) == Batch.class ? batches.together(call) : batches.eachAlone();
  }

  /** Has a worker do it; logs where its handler is if that takes too long, and says false. */
  boolean work(Job job) {
    Worker.start(job, loader);
    if (job.await(job.context.deadlineNanos)) {
      return true;
    }
    Failures.late(job.context, job.worker);
    return false;
  }

  /** An event of a batch, bound. */
  Event<Object> bound(Object tree, Call call) {
    return Events.event(tree, Events.dataType(type), codec, call);
  }

  /** What the function answers to a batch. */
  Object called(Batch<Object> batch, Invocation context) throws Exception {
    return Outputs.something(function.handle(batch, context));
  }

  /**
   * Whether this function takes events: by its input, or because something else than HTTP calls.
   */
  public boolean takesEvents() {
    return isOfEvents || !Route.isOnly(descriptor.triggers);
  }

  /**
   * Whether anything looks at the headers of a request; if not, an adapter to whom they cost much
   * may leave them out, and tells of one when it is asked: {@link Call#accepted}.
   */
  public boolean readsHeaders() {
    boolean typed = type != HttpRequest.class && type != String.class;
    boolean apart = parts != null && parts.readsHeaders();
    return !typed || apart || cors != null || takesEvents();
  }

  /** Whether this function has a route. */
  public boolean takesHttp() {
    return route != null;
  }

  /**
   * Whether the function takes events from a topic: it named the topic, or neither a topic nor a
   * queue.
   *
   * <p>Events of another come for a while where two versions of it differ in their topics.
   */
  public boolean takesTopic(String topic) {
    boolean none = true;
    for (Object each : descriptor.triggers) {
      Map<?, ?> trigger = (Map<?, ?>) each;
      if ("topic".equals(trigger.get("type"))) {
        if (topic.equals(trigger.get("topic"))) {
          return true;
        }
        none = false;
      }
      none &= !"queue".equals(trigger.get("type"));
    }
    return none;
  }

  /** Whether the function takes the messages of a queue: it named it. */
  public boolean takesQueue(String queue) {
    for (Object each : descriptor.triggers) {
      Map<?, ?> trigger = (Map<?, ?>) each;
      if ("queue".equals(trigger.get("type")) && queue.equals(trigger.get("queue"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the function wants events of this type from a topic: where it named the topic with
   * types, those; where it named others, none.
   */
  public boolean asksFor(String topic, Object type) {
    for (Object each : descriptor.triggers) {
      Map<?, ?> trigger = (Map<?, ?>) each;
      if ("topic".equals(trigger.get("type")) && topic.equals(trigger.get("topic"))) {
        List<?> types = (List<?>) trigger.get("types");
        return types == null || types.isEmpty() || types.contains(type);
      }
    }
    return takesTopic(topic);
  }

  /** Whether the function named a bucket, a table or a queue. */
  public boolean takesFromStores() {
    return AskedKinds.fromStores(descriptor.triggers);
  }

  /**
   * The kind that the function is told of an event that says to be of this one; {@code null} if it
   * cannot be what the function asked for. A topic brings any, and what only a queue can have
   * brought is a message of it.
   */
  public Event.Kind toldKind(Event.Kind said) {
    return AskedKinds.told(descriptor.triggers, said);
  }

  /** Whether this path is that of the function's route. */
  public boolean routes(String path) {
    return route != null && route.match(HttpRequest.of("GET", path)) != null;
  }

  /** Whether this request is one that the function's route takes, by its path and its method. */
  public boolean takes(HttpRequest request) {
    return route != null && route.match(request) != null && route.answers(request.method());
  }

  /** Whether the path of the function's route begins so, as it was declared. */
  public boolean isUnder(String prefix) {
    return route != null && route.isUnder(prefix);
  }

  /** The answer to a call whose time is up, which is logged with where its handler is. */
  public HttpResponse late(Call call, Thread handler) {
    return Failures.late(new Invocation(this, call), handler);
  }

  /** The same to a request, as who sent it shall have it. */
  public HttpResponse late(HttpRequest request, Call call, Thread handler) {
    return told(ProblemForm.of(late(call, handler), request, call), request);
  }

  private static HttpResponse outcome(Job job) {
    if (job.failure == null) {
      return (HttpResponse) job.result;
    }
    HttpResponse problem = Failures.response(job.failure, job.context);
    return job.request == null ? problem : ProblemForm.of(problem, job.request, job.context.call);
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
    if (!work(job)) {
      throw Failures.failed(context.id());
    }
    if (job.failure != null) {
      throw Failures.exception(job.failure, context);
    }
    return (byte[]) job.result;
  }

  private Object input(HttpRequest request, Call call) {
    if (type == HttpRequest.class) {
      return request;
    }
    return parts == null ? Inputs.from(request, type, codec, call) : parts.from(request, codec);
  }

  /** On a worker: from request to response. */
  HttpResponse exchange(HttpRequest request, Invocation context) throws Exception {
    Object input = input(request, context.call);
    context.entered = true;
    HttpResponse response = Outputs.response(handle(input, context), codec);
    if (!response.isStreamed()) {
      return response;
    }
    HttpResponse shared = cors == null ? response : cors.shared(request, response);
    return Streams.send(shared, request, context);
  }

  /** On a worker: from event to response. */
  HttpResponse event(Object tree, Invocation context) throws Exception {
    Object input = Events.input(tree, type, codec, context.call);
    context.entered = true;
    return Events.response(handle(input, context), codec);
  }

  /** On a worker: from document to document. */
  byte[] call(byte[] payload, Object tree, Invocation context) throws Exception {
    Object input = Inputs.from(payload, tree, type, codec, context.call);
    context.entered = true;
    return Outputs.document(handle(input, context), codec, context);
  }

  private Object handle(Object input, Invocation context) throws Exception {
    Object output = Outputs.something(function.handle(input, context));
    if (isOfEvents) {
      Events.settle(input, output, context);
    }
    return output;
  }
}
