package dev.portolan.runtime;

import dev.portolan.Bucket;
import dev.portolan.Context;
import dev.portolan.Identity;
import dev.portolan.QueueSender;
import dev.portolan.Trace;
import dev.portolan.codec.Codec;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The context of one invocation; computes what is asked for, when it is asked for. */
final class Invocation implements Context {
  final String functionName;
  final long deadlineNanos;

  /** Whether the handler was called: from then on no failure is the input's. */
  volatile boolean entered;

  private final long deadlineMillis;
  final Call call;
  private final Invoker invoker;
  private String id;
  private Trace trace;

  Invocation(Invoker invoker, Call call) {
    this.functionName = invoker.functionName();
    this.call = call;
    this.invoker = invoker;
    long remaining = Math.max(0, call.remainingMillis());
    this.deadlineNanos = System.nanoTime() + remaining * 1_000_000;
    this.deadlineMillis = System.currentTimeMillis() + remaining;
  }

  @Override
  public String invocationId() {
    return id();
  }

  /** Looked for when it is asked for: most calls end well, and name it nowhere. */
  synchronized String id() {
    if (id == null) {
      id = call.id();
    }
    return id;
  }

  @Override
  public String functionName() {
    return functionName;
  }

  @Override
  public Instant deadline() {
    return Instant.ofEpochMilli(deadlineMillis);
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  @Override
  public int attempt() {
    return call.attempt();
  }

  @Override
  public synchronized Trace trace() {
    if (trace == null) {
      trace = call.trace();
      if (trace == null) {
        trace = Traces.begin();
      }
    }
    return trace;
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.ofNullable(call.identity());
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(functionName);
  }

  @Override
  public String secret(String key) {
    return invoker.secrets().get(key, call);
  }

  @Override
  public QueueSender queue(String name) {
    return invoker.uses().queue(name, this);
  }

  @Override
  public Bucket bucket(String name) {
    return invoker.uses().bucket(name, this);
  }

  Codec codec() {
    return invoker.codec();
  }

  Outbound outbound() {
    Outbound outbound = call.outbound();
    if (outbound == null) {
      throw new IllegalStateException("this platform has no queues and buckets of its own");
    }
    return outbound;
  }

  /** How long a call of the function's own may take. */
  long millis() throws InterruptedIOException {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (left < 1) {
      throw new InterruptedIOException("the time of the invocation is up");
    }
    return left;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    Object object = call.nativeContext();
    return type.isInstance(object) ? Optional.of(type.cast(object)) : Optional.empty();
  }
}
