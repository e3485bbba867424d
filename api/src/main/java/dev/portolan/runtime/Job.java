package dev.portolan.runtime;

import dev.portolan.HttpRequest;

/** One invocation on its way through a worker: exactly one outcome, in time or none. */
final class Job {
  Thread worker;
  Object result;
  Throwable failure;

  /** The records to hand over together; {@code null} for all else. */
  Batches batches;

  private final Invoker invoker;
  final Invocation context;
  HttpRequest request;
  private final byte[] payload;
  private final Object tree;
  private boolean done;

  Job(Invoker invoker, Invocation context, HttpRequest request, byte[] payload, Object tree) {
    this.invoker = invoker;
    this.context = context;
    this.request = request;
    this.payload = payload;
    this.tree = tree;
  }

  void run() {
    try {
      if (request != null) {
        result = invoker.exchange(request, context);
      } else if (payload != null) {
        result = invoker.call(payload, tree, context);
      } else if (batches != null) {
        batches.run(context);
      } else {
        result = invoker.event(tree, context);
      }
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /**
   * On the worker: from now on nobody interrupts it for this job, and what is left of an
   * interruption is cleared before it can be taken for one of the next.
   */
  synchronized void close() {
    done = true;
    Thread.interrupted();
  }

  /** Wakes whoever waits; after the worker is free, so that the next job finds it. */
  synchronized void tell() {
    notify();
  }

  /** Waits for the outcome; when the time is up, interrupts the worker and says false. */
  synchronized boolean await(long deadlineNanos) {
    boolean interrupted = false;
    while (!done) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || interrupted) {
        worker.interrupt();
        break;
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException stopped) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return done;
  }
}
