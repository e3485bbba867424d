package dev.portolan.runtime;

/**
 * A thread that handles one invocation after the other, so that the platform's own thread is free
 * to answer when the deadline passes.
 *
 * <p>A worker whose handler ignores the interruption goes on alone; it serves again when the
 * handler ends. There are as many workers as there were invocations at once.
 */
final class Worker extends Thread {
  private static Worker idle;

  private Worker nextIdle;
  private Job job;

  private Worker() {
    super("portolan");
    setDaemon(true);
  }

  /** Hands over a job; returns at once. */
  static void start(Job job, ClassLoader loader) {
    Worker worker;
    synchronized (Worker.class) {
      worker = idle;
      if (worker != null) {
        idle = worker.nextIdle;
      }
    }
    if (worker == null) {
      worker = new Worker();
      worker.start();
    }
    worker.setContextClassLoader(loader);
    job.worker = worker;
    synchronized (worker) {
      worker.job = job;
      worker.notify();
    }
  }

  @Override
  public void run() {
    while (true) {
      Job current = take();
      current.run();
      current.close();
      synchronized (Worker.class) {
        nextIdle = idle;
        idle = this;
      }
      current.tell();
    }
  }

  private synchronized Job take() {
    while (job == null) {
      try {
        wait();
      } catch (InterruptedException ignored) {
        // By code that kept this thread from an earlier invocation: nobody waits for it here.
      }
    }
    Job taken = job;
    job = null;
    return taken;
  }
}
