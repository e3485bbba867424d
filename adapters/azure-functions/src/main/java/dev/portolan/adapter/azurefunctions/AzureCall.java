package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.TraceContext;
import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Deadline;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.Traces;
import java.io.IOException;
import java.util.Map;

/**
 * What Azure's worker tells about one invocation.
 *
 * <p>As {@link Runnable} it logs where the handler of an event is that is too late.
 */
final class AzureCall implements Call, Runnable {
  final Deadline deadline;

  private final App app;
  private final ExecutionContext context;
  private final String id;
  private Fields headers = Fields.headers();
  private boolean requested;
  private int attempt = 1;
  private KafkaWire record;

  AzureCall(App app, ExecutionContext context, long deadlineNanos) {
    this.app = app;
    this.context = context;
    this.id = Ids.from(context.getInvocationId());
    this.deadline = new Deadline(deadlineNanos, this);
    RetryContext retries = context.getRetryContext();
    if (retries != null) {
      this.attempt = retries.getRetrycount() + 1;
    }
  }

  /** That of a request, whose time runs since it came: it may have waited for the function. */
  static AzureCall request(App app, ExecutionContext context, long beganNanos) {
    return new AzureCall(app, context, beganNanos + app.limits.requestMillis() * 1_000_000L);
  }

  /** When the time of an invocation that has so long is up. */
  static long in(int millis) {
    return System.nanoTime() + millis * 1_000_000L;
  }

  /** The headers of the request that this is: no trigger of Azure's delivers by request. */
  void headers(Fields value) {
    headers = value;
    requested = true;
  }

  /** What the trigger counts as the host does not. */
  @Override
  public void attempt(int delivery) {
    attempt = Math.max(attempt, delivery);
  }

  /** The record of Kafka that the event is; {@code null} if it is none. */
  void record(KafkaWire value) {
    record = value;
  }

  @Override
  public void run() {
    app.invoker.late(this, deadline.handler());
  }

  @Override
  public boolean isOver() {
    return deadline.isOver();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long remainingMillis() {
    return deadline.remainingMillis();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  /** The host's own span, whose parent is the caller's. */
  @Override
  public Trace trace() {
    TraceContext told = context.getTraceContext();
    Trace trace = told == null ? null : Traces.from(told.getTraceparent(), told.getTracestate());
    return trace == null
        ? Traces.from(headers.get("traceparent"), headers.get("tracestate"))
        : trace;
  }

  /**
   * Nobody: a key says which door was used and not by whom, and {@code x-ms-client-principal} can
   * be anybody's where App Service's authentication is not there to remove it.
   */
  @Override
  public Identity identity() {
    return null;
  }

  @Override
  public Object nativeContext() {
    return context;
  }

  /** What comes by request is of no trigger, whatever it says. */
  @Override
  public Event.Kind kind(String eventType) {
    return requested ? Event.Kind.CUSTOM : AzureEvents.kind(eventType);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return kind == Event.Kind.KAFKA && record != null
        ? record.portable()
        : AzurePayloads.of(kind, event);
  }

  @Override
  public String secret(String name, String version) throws IOException {
    return ResolvedSecrets.of(app.environment).read(name, version);
  }

  @Override
  public Outbound outbound() {
    return app.outbound();
  }
}
