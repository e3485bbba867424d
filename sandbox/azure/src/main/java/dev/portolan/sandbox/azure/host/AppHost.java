package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Invocation;
import dev.portolan.sandbox.azure.worker.Loading;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A published app that runs: a worker with its functions, and a door on loopback. Thread-safe.
 *
 * <p>A worker that ends, or an invocation that takes too long, costs a new worker at the next call.
 */
public final class AppHost implements AutoCloseable {
  private final Spec spec;
  private final WorkerLink.Workers workers;
  private final Duration timeout;
  private final int messagesAtOnce;
  private final HostCors cors;
  private final Routes routes;
  private final LoopbackServer door;
  private List<HostedFunction> functions;
  private WorkerLink worker;

  private AppHost(Spec spec, WorkerLink.Workers workers, AppFolder folder) throws IOException {
    this.spec = spec;
    this.workers = workers;
    this.timeout = spec.timeout() == null ? folder.timeout() : spec.timeout();
    this.messagesAtOnce = folder.messagesAtOnce();
    this.cors = HostCors.of(spec.environment());
    this.functions = folder.functions();
    Set<String> described =
        functions.stream()
            .filter(each -> each.error().isEmpty())
            .map(HostedFunction::name)
            .collect(Collectors.toSet());
    start();
    // What the worker does not load is called all the same, and fails
    this.routes =
        new Routes(
            functions.stream().filter(each -> described.contains(each.name())).toList(),
            folder.routePrefix());
    this.door = LoopbackServer.open(spec.port(), "app", this::handle);
  }

  /**
   * Reads the folder, starts a worker, has it load the functions, and listens.
   *
   * @throws IOException if the folder cannot be read, or no worker can be started
   */
  public static AppHost open(Spec spec) throws IOException {
    return open(spec, WorkerLink.forked());
  }

  /** The same with workers of another kind. */
  public static AppHost open(Spec spec, WorkerLink.Workers workers) throws IOException {
    return new AppHost(spec, workers, AppFolder.read(spec.folder()));
  }

  private synchronized WorkerLink start() throws IOException {
    WorkerLink started = workers.start(spec);
    Map<HostedFunction, CompletableFuture<Outcome>> loads = new LinkedHashMap<>();
    for (HostedFunction each : functions) {
      loads.put(
          each,
          each.error().isPresent()
              ? CompletableFuture.completedFuture(null)
              : started.load(loading(each)));
    }
    functions =
        loads.entrySet().stream().map(each -> loaded(each.getKey(), each.getValue())).toList();
    worker = started;
    return started;
  }

  private static Loading loading(HostedFunction function) {
    Map<String, String> bindings = new LinkedHashMap<>();
    for (var each : function.bindings()) {
      bindings.put(each.path("name").asText(), each.path("direction").asText("in"));
    }
    return new Loading(
        function.name(),
        function.name(),
        function.entryPoint(),
        function.scriptFile().toString(),
        bindings);
  }

  private HostedFunction loaded(HostedFunction function, CompletableFuture<Outcome> load) {
    try {
      Outcome outcome = load.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (outcome == null || outcome.succeeded()) {
        return function;
      }
      spec.lines().accept("Function '" + function.name() + "' failed load: " + outcome.failure());
      return function.failed(outcome.failure());
    } catch (ExecutionException | TimeoutException failed) {
      return function.failed("the worker did not load it: " + failed.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return function.failed("interrupted");
    }
  }

  /** {@code http://127.0.0.1:<port>}. */
  public String url() {
    return door.url();
  }

  public int port() {
    return door.port();
  }

  /** The functions that were found, in the order of their names. */
  public synchronized List<HostedFunction> functions() {
    return functions;
  }

  /** How many messages of a queue it has functions called with at once. */
  public int messagesAtOnce() {
    return messagesAtOnce;
  }

  /** Answers a request as if it had come through the door. */
  public WireResponse handle(WireRequest request) {
    int refused = Limits.refusal(request, spec.environment());
    String path = RequestPath.decoded(request.path());
    if (refused > 0 || path == null) {
      return ResponseOut.empty(refused > 0 ? refused : 400);
    }
    return cors.preflight(request).orElseGet(() -> cors.applied(request, answer(request, path)));
  }

  private WireResponse answer(WireRequest request, String path) {
    Routes.Match match = routes.find(request.method(), path).orElse(null);
    if (match == null) {
      return unmatched(path);
    }
    HostedFunction function = match.function();
    String level = function.trigger().path("authLevel").asText("function").toLowerCase(Locale.ROOT);
    if (!spec.keys().open(level, function.name(), Limits.key(request))) {
      return ResponseOut.empty(401);
    }
    Datum.Http http = RequestIn.datum(request, path, match.params());
    String parent = request.headers().first("traceparent").orElse("");
    String state = request.headers().first("tracestate").orElse("");
    Outcome outcome = call(function, http, Map.of(), Traces.child(parent), state, 0);
    return outcome.succeeded() ? ResponseOut.of(outcome.returned()) : ResponseOut.empty(500);
  }

  /** What {@code HomepageMiddleware} says, or nobody. */
  private WireResponse unmatched(String path) {
    if (!path.equals("/")) {
      return ResponseOut.empty(404);
    }
    boolean disabled =
        "true".equalsIgnoreCase(spec.environment().get("AzureWebJobsDisableHomepage"));
    return disabled
        ? ResponseOut.empty(204)
        : WireResponse.of(200, "text/html", "<html><body>Your app is up and running</body></html>");
  }

  /** Has a function called with a value of JSON, as a timer does; another thread may wait. */
  public Outcome fire(String function, String json) {
    return fire(function, new Datum.Json(json), Map.of(), 0);
  }

  /**
   * Has a function called by its trigger.
   *
   * @param retries how often the host has tried it before
   * @throws IllegalArgumentException if there is no such function
   */
  public Outcome fire(String function, Datum value, Map<String, Datum> metadata, int retries) {
    HostedFunction found =
        functions().stream()
            .filter(each -> each.name().equalsIgnoreCase(function))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no function " + function));
    return call(found, value, metadata, Traces.child(""), "", retries);
  }

  private Outcome call(
      HostedFunction function,
      Datum value,
      Map<String, Datum> metadata,
      String parent,
      String state,
      int retries) {
    if (function.error().isPresent()) {
      return failed(function, function.error().get());
    }
    String binding = function.trigger().path("name").asText();
    Invocation call =
        new Invocation(
            function.name(),
            UUID.randomUUID().toString(),
            parent,
            state,
            retries,
            Math.max(retries, 5),
            Map.of(binding, value),
            metadata);
    WorkerLink link = null;
    try {
      link = worker();
      Outcome outcome = link.invoke(call).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!outcome.succeeded()) {
        failed(function, outcome.failure() + "\n" + outcome.stack());
      }
      return outcome;
    } catch (TimeoutException late) {
      abandon(link);
      return failed(function, "Timeout value of " + timeout + " exceeded by function");
    } catch (ExecutionException | IOException gone) {
      abandon(link);
      return failed(function, gone.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(function, "interrupted");
    }
  }

  private Outcome failed(HostedFunction function, String why) {
    spec.lines().accept("Executed 'Functions." + function.name() + "' (Failed): " + why);
    return new Outcome(new Datum.None(), why, "");
  }

  private synchronized WorkerLink worker() throws IOException {
    return worker == null ? start() : worker;
  }

  private synchronized void abandon(WorkerLink link) {
    if (link != null && link == worker) {
      worker = null;
      if (link instanceof ForkedWorker forked) {
        forked.kill();
      }
    }
  }

  /** Ends worker and door. */
  @Override
  public void close() {
    door.close();
    WorkerLink last;
    synchronized (this) {
      last = worker;
      worker = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
