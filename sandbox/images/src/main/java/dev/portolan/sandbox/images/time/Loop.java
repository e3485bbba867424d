package dev.portolan.sandbox.images.time;

/** Runs controllers when something changed, and what time makes due about every second. */
public final class Loop implements AutoCloseable {
  private static final long GLANCE = 1000;

  private final Runnable settle;
  private final Runnable due;
  private final Thread thread;
  private boolean signalled = true;
  private boolean closed;

  /**
   * A loop that does not run yet.
   *
   * @param name of its thread
   * @param settle lets what changed have its consequences
   * @param due does what time has made due
   */
  public Loop(String name, Runnable settle, Runnable due) {
    this.settle = settle;
    this.due = due;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Something changed. */
  public synchronized void signal() {
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
