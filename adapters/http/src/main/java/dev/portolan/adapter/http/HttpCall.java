package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Traces;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One invocation by a request: what the request tells about it, and whether its time is up.
 *
 * <p>Runs, as the {@link Runnable} it is, when the handler is too late, or its caller with taking
 * the response.
 */
final class HttpCall implements Call, Runnable {
  long deadlineNanos;

  /** The neighbours among those that {@link Deadlines} watches, and its alone. */
  HttpCall previous;

  HttpCall next;

  /** Whether a part of the response may have left, so that there can be no other. */
  boolean begun;

  final HttpRequest request;

  private final RequestHead head;
  private final Exchange exchange;
  private final Thread handler = Thread.currentThread();
  private final String id;
  private volatile boolean over;
  private boolean writing;

  HttpCall(HttpRequest request, RequestHead head, Exchange exchange, long deadlineNanos) {
    this.request = request;
    this.head = head;
    this.exchange = exchange;
    this.deadlineNanos = deadlineNanos;
    String given = head.first("x-request-id");
    this.id = given != null && isId(given) ? given : newId();
  }

  /** An id for a request that told none. */
  static String newId() {
    String digits = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return "0000000000000000".substring(digits.length()) + digits;
  }

  /** The platform's proxies set it, but anybody may send one: it must do no harm in a log. */
  private static boolean isId(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** From now on it is the caller's time that runs: so long to take the response. */
  void beginWriting(int millis) {
    writing = true;
    deadlineNanos = System.nanoTime() + millis * 1_000_000L;
  }

  /** From now on the caller takes the end of what it has begun to take: the clock goes on. */
  void beginFinishing(int millisMore) {
    writing = true;
    deadlineNanos += millisMore * 1_000_000L;
  }

  /** From now on nobody waits for the handler. */
  void expire() {
    over = true;
    handler.interrupt();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  /** Answers in place of the handler; hangs up on a caller that does not listen. */
  @Override
  public void run() {
    if (writing) {
      exchange.hangUp();
    } else {
      exchange.late(this, handler);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long remainingMillis() {
    return Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
  }

  /** Neither Knative nor Cloud Run counts deliveries. */
  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    Trace trace = Traces.from(head.first("traceparent"), head.first("tracestate"));
    return trace == null
        ? Traces.from(head.first("ce-traceparent"), head.first("ce-tracestate"))
        : trace;
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
    return EventKinds.of(eventType);
  }

  @Override
  public String secret(String name, String version) throws IOException {
    return ResolvedSecrets.read(System.getenv(), name, version);
  }
}
