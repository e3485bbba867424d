package dev.portolan.sandbox.knative;

/** Runs the controllers when something changed, and what time makes due about every second. */
final class Loop implements AutoCloseable {
  private static final long GLANCE = 1000;

  private final Runnable settle;
  private final Runnable due;
  private final Thread thread;
  private boolean signalled = true;
  private boolean closed;

  Loop(Runnable settle, Runnable due) {
    this.settle = settle;
    this.due = due;
    this.thread = new Thread(this::run, "knative-controllers");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  synchronized void signal() {
    signalled = true;
    notifyAll();
  }

  private void run() {
    try {
      while (awaitSignal()) {
        settle.run();
        due.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitSignal() throws InterruptedException {
    if (!signalled && !closed) {
      wait(GLANCE);
    }
    signalled = false;
    return !closed;
  }

  /** Ends it; the step that runs is finished first. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(GLANCE * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
