package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.portolan.Event;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Deadline;
import dev.portolan.runtime.Deadlines;
import dev.portolan.runtime.Ids;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.runtime.Traces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One invocation by a request.
 *
 * <p>Its handler runs on the server's own thread, by which the invoker finds the execution id of a
 * log entry ({@code JsonLogHandler}). As {@link Runnable} it answers in place of a handler that is
 * too late.
 */
final class FunctionCall implements Call, Runnable {
  final Deadline deadline;

  private final HttpRequest from;
  private final HttpResponse to;
  private final Invoker invoker;
  private final ResolvedSecrets secrets;
  private final Deadlines deadlines;
  private String id;
  private boolean ended;
  private dev.portolan.HttpRequest request;
  private ResponseStream stream;
  private boolean answered;
  private int attempt = 1;

  FunctionCall(
      HttpRequest from,
      HttpResponse to,
      Invoker invoker,
      ResolvedSecrets secrets,
      Deadlines deadlines,
      long deadlineNanos) {
    this.from = from;
    this.to = to;
    this.invoker = invoker;
    this.secrets = secrets;
    this.deadlines = deadlines;
    this.deadline = new Deadline(deadlineNanos, this);
  }

  dev.portolan.HttpRequest request() {
    return request;
  }

  void request(dev.portolan.HttpRequest value) {
    request = value;
  }

  /** The server uses its request for another from now on. */
  synchronized void end() {
    ended = true;
  }

  /**
   * Has the function called, and answers.
   *
   * @param event the event to hand over; {@code null} for the request itself
   * @throws IOException if the response cannot be sent to its end: the connection must end too
   */
  void invoke(Object event) throws IOException {
    deadlines.add(deadline);
    dev.portolan.HttpResponse response = null;
    boolean inTime = false;
    try {
      response =
          event == null ? invoker.httpHere(request, false, this) : invoker.eventHere(event, this);
    } finally {
      inTime = deadlines.remove(deadline);
      // Whoever interrupted this thread meant the handler.
      Thread.interrupted();
    }
    if (!inTime) {
      awaitAnswer();
      if (deadline.hasBegun()) {
        // Once more: whoever was to cut it may have come before there was anything to cut.
        stream.cut();
        throw ResponseStream.wasCut();
      }
    } else if (deadline.hasBegun()) {
      stream.finish();
    } else {
      ResponseWire.write(event == null ? response : toSender(response, event), to);
    }
  }

  private dev.portolan.HttpResponse toSender(dev.portolan.HttpResponse response, Object event) {
    return GoogleEvents.toSender(response, event, request.headers(), invoker, this);
  }

  /** The server takes the answer for whole when this thread returns to it. */
  private synchronized void awaitAnswer() {
    while (!answered) {
      try {
        wait();
      } catch (InterruptedException ignored) {
        // The answer is as good as sent.
      }
    }
  }

  /** Answers in place of the handler; a response that has begun is cut. */
  @Override
  public void run() {
    try {
      dev.portolan.HttpResponse late = invoker.late(request, this, deadline.handler());
      if (deadline.hasBegun()) {
        stream.cut();
      } else {
        // The handler still holds the connection: nobody shall wait for another response on it.
        ResponseWire.write(late.withHeader("connection", "close"), to);
        to.getOutputStream().flush();
      }
    } catch (IOException ignored) {
      // The caller is gone: there is nobody left to tell.
    } finally {
      synchronized (this) {
        answered = true;
        notifyAll();
      }
    }
  }

  @Override
  public dev.portolan.HttpResponse stream(dev.portolan.HttpResponse response) throws Exception {
    stream = new ResponseStream(response, to, deadlines, deadline);
    return stream.run();
  }

  @Override
  public boolean isOver() {
    return deadline.isOver();
  }

  /**
   * The execution id that the invoker finds in the request, and logs ({@code ExecutionIdUtil}), or
   * the {@code X-Request-Id}.
   */
  @Override
  public synchronized String id() {
    if (id == null) {
      String execution = header("http_function_execution_id");
      id = Ids.from(execution == null ? header("x-request-id") : execution);
    }
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

  @Override
  public Trace trace() {
    Trace trace = Traces.from(header("traceparent"), header("tracestate"));
    if (trace == null) {
      trace = Traces.from(header("ce-traceparent"), header("ce-tracestate"));
    }
    return trace == null ? CloudTrace.from(header(CloudTrace.HEADER)) : trace;
  }

  @Override
  public synchronized List<String> accepted() {
    List<String> accepted = new ArrayList<>();
    if (!ended) {
      from.getHeaders()
          .forEach(
              (name, values) -> {
                if (name.equalsIgnoreCase("accept")) {
                  accepted.addAll(values);
                }
              });
    }
    return accepted;
  }

  /**
   * A header that the server tells, while it does: few calls ask for one, and in its newer version
   * each time it makes a map of all of them ({@code HttpRequestImpl.getHeaders}).
   */
  private synchronized String header(String name) {
    return ended ? null : from.getFirstHeader(name).orElse(null);
  }

  /**
   * Nobody: Cloud Run checks callers before us and tells nothing that can be trusted.
   *
   * <p>It passes their token on without its signature, in {@code Authorization}. But of a service
   * that all may call it checks none, and where there is an {@code X-Serverless-Authorization} too,
   * it checks that one alone: then anybody can have written the other.
   */
  @Override
  public Identity identity() {
    return null;
  }

  @Override
  public Object nativeContext() {
    return from;
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
