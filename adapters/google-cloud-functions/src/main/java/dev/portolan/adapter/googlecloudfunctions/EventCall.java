package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Deadline;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.Traces;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.Map;

/** One invocation by an event that Google's server has read. */
final class EventCall implements Call, Runnable {
  final Deadline deadline;

  private final CloudEvent event;
  private final Invoker invoker;
  private final ResolvedSecrets secrets;
  private final String id = Ids.next();
  private int attempt = 1;

  EventCall(CloudEvent event, Invoker invoker, ResolvedSecrets secrets, long deadlineNanos) {
    this.event = event;
    this.invoker = invoker;
    this.secrets = secrets;
    this.deadline = new Deadline(deadlineNanos, this);
  }

  /** Logs where a handler is that is too late; the server is told when it has ended. */
  @Override
  public void run() {
    invoker.late(this, deadline.handler());
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

  /** 1 unless Pub/Sub counts, which it does where there is somewhere for dead letters. */
  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public void attempt(int delivery) {
    attempt = delivery;
  }

  /** Of the event: the server does not hand on the headers of the request. */
  @Override
  public Trace trace() {
    return Traces.from(extension("traceparent"), extension("tracestate"));
  }

  private String extension(String name) {
    Object value = event.getExtension(name);
    return value == null ? null : value.toString();
  }

  @Override
  public Identity identity() {
    return null;
  }

  @Override
  public Object nativeContext() {
    return event;
  }

  @Override
  public Event.Kind kind(String eventType) {
    return GoogleEvents.kind(eventType);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return GooglePayloads.of(kind, event);
  }

  @Override
  public String secret(String name, String version) throws IOException {
    return secrets.read(name, version);
  }

  @Override
  public Outbound outbound() {
    return GoogleOutbound.here();
  }
}
