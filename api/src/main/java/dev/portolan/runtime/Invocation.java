package dev.portolan.runtime;

import dev.portolan.Context;
import dev.portolan.Identity;
import dev.portolan.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The context of one invocation; computes what is asked for, when it is asked for. */
final class Invocation implements Context {
  final String id;
  final String functionName;
  final long deadlineNanos;

  /** Whether the handler was called: from then on no failure is the input's. */
  volatile boolean entered;

  private final long deadlineMillis;
  final Call call;
  private final Invoker invoker;
  private Trace trace;

  Invocation(Invoker invoker, Call call) {
    this.functionName = invoker.functionName();
    this.call = call;
    this.invoker = invoker;
    this.id = call.id();
    long remaining = Math.max(0, call.remainingMillis());
    this.deadlineNanos = System.nanoTime() + remaining * 1_000_000;
    this.deadlineMillis = System.currentTimeMillis() + remaining;
  }

  @Override
  public String invocationId() {
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
  public <T> Optional<T> unwrap(Class<T> type) {
    Object object = call.nativeContext();
    return type.isInstance(object) ? Optional.of(type.cast(object)) : Optional.empty();
  }
}
