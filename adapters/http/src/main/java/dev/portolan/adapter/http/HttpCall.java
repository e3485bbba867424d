package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Deadline;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.Traces;
import java.io.IOException;
import java.util.Map;

/**
 * One invocation by a request: what the request tells about it, and whether its time is up.
 *
 * <p>Runs, as the {@link Runnable} it is, when the handler is too late, or its caller with taking
 * the response.
 */
final class HttpCall implements Call, Runnable {
  final Deadline deadline;
  final HttpRequest request;

  private final RequestHead head;
  private final Exchange exchange;
  private final String id;
  private boolean writing;
  private volatile int attempt = 1;

  HttpCall(HttpRequest request, RequestHead head, Exchange exchange, long deadlineNanos) {
    this.request = request;
    this.head = head;
    this.exchange = exchange;
    this.deadline = new Deadline(deadlineNanos, this);
    this.id = Ids.from(head.first("x-request-id"));
  }

  /** From now on it is the caller's time that runs: so long to take the response. */
  void beginWriting(int millis) {
    writing = true;
    deadline.set(System.nanoTime() + millis * 1_000_000L);
  }

  /** From now on the caller takes the end of what it has begun to take: the clock goes on. */
  void beginFinishing(int millisMore) {
    writing = true;
    deadline.set(deadline.nanos() + millisMore * 1_000_000L);
  }

  @Override
  public boolean isOver() {
    return deadline.isOver();
  }

  /** Answers in place of the handler; hangs up on a caller that does not listen. */
  @Override
  public void run() {
    if (writing) {
      exchange.hangUp();
    } else {
      exchange.late(this);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long remainingMillis() {
    return deadline.remainingMillis();
  }

  /** 1 unless what was pushed says: neither Knative nor Cloud Run counts by itself. */
  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public void attempt(int delivery) {
    attempt = delivery;
  }

  @Override
  public Trace trace() {
    Trace trace = Traces.from(head.first("traceparent"), head.first("tracestate"));
    if (trace == null) {
      trace = Traces.from(head.first("ce-traceparent"), head.first("ce-tracestate"));
    }
    return trace == null ? exchange.platform().trace(request.headers()) : trace;
  }

  /** Whoever checks callers here, a mesh or a front end, does it before us and tells nothing. */
  @Override
  public Identity identity() {
    return null;
  }

  /** The request, behind an event too. */
  @Override
  public Object nativeContext() {
    return request;
  }

  @Override
  public HttpResponse stream(HttpResponse response) throws Exception {
    return exchange.stream(response);
  }

  @Override
  public Event.Kind kind(String eventType) {
    return exchange.platform().kind(eventType);
  }

  @Override
  public Object portable(Event.Kind kind, Map<?, ?> event) {
    return exchange.platform().portable(kind, event);
  }

  @Override
  public String secret(String name, String version) throws IOException {
    return exchange.secrets().read(name, version);
  }

  @Override
  public Outbound outbound() {
    return exchange.platform().outbound();
  }
}
