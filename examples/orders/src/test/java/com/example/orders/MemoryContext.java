package com.example.orders;

import dev.portolan.Bucket;
import dev.portolan.Context;
import dev.portolan.Identity;
import dev.portolan.QueueSender;
import dev.portolan.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An invocation whose queues are lists. */
final class MemoryContext implements Context {
  /** What was sent, each with the queue's name before it. */
  final List<Object> sent = new ArrayList<>();

  @Override
  public QueueSender queue(String name) {
    return message -> {
      sent.add(name);
      sent.add(message);
      return "id-" + sent.size() / 2;
    };
  }

  @Override
  public String invocationId() {
    return "test";
  }

  @Override
  public String functionName() {
    return "place-order";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public Duration remaining() {
    return Duration.ofMinutes(1);
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.empty();
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(functionName());
  }

  @Override
  public String secret(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Bucket bucket(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }
}
