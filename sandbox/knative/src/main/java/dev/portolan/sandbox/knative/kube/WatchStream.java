package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** What one client watches. Events wait here until it takes them. */
public final class WatchStream implements AutoCloseable {
  private final ResourceType type;
  private final Predicate<JsonNode> selector;
  private final Deque<WatchEvent> waiting = new ArrayDeque<>();
  private Runnable listener = () -> {};
  private boolean closed;

  WatchStream(ResourceType type, Predicate<JsonNode> selector) {
    this.type = type;
    this.selector = selector;
  }

  /** Called, by any thread, when there is something to take. */
  public void onEvent(Runnable task) {
    synchronized (this) {
      listener = task;
    }
    task.run();
  }

  void offer(ObjectStore.Change change) {
    if (!change.type().sameKind(type)) {
      return;
    }
    boolean was = change.before() != null && selector.test(change.before());
    boolean is = change.after() != null && selector.test(change.after());
    if (is) {
      add(
          new WatchEvent(
              was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, seen(change.after())));
    } else if (was) {
      ObjectNode last = seen(change.before());
      last.withObject("/metadata").put("resourceVersion", Long.toString(change.version()));
      add(new WatchEvent(WatchEvent.Type.DELETED, last));
    }
  }

  /** An object as the watched version shows it. */
  private ObjectNode seen(ObjectNode object) {
    return object.deepCopy().put("apiVersion", type.apiVersion());
  }

  void add(WatchEvent event) {
    Runnable task;
    synchronized (this) {
      waiting.add(event);
      task = listener;
      notifyAll();
    }
    task.run();
  }

  /** The next event if there is one. */
  public synchronized Optional<WatchEvent> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  /** Waits for the next event; empty after the time, or when it is closed. */
  synchronized Optional<WatchEvent> take(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (waiting.isEmpty() && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
    return poll();
  }

  public synchronized boolean closed() {
    return closed && waiting.isEmpty();
  }

  @Override
  public void close() {
    Runnable task;
    synchronized (this) {
      closed = true;
      task = listener;
      notifyAll();
    }
    task.run();
  }
}
