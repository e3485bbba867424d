package dev.portolan.adapter.azurefunctions;

import dev.portolan.Lifecycle;

/**
 * Lets running invocations end, and then the function, when Azure ends the process.
 *
 * <p>It tells its worker to, which exits with its connection open ({@code
 * WorkerTerminateRequestHandler}), and kills it five seconds later ({@code
 * WorkerConstants.WorkerTerminateGracePeriodInSeconds}): three are for what still runs.
 */
final class Ending implements Runnable {
  private static final int DRAIN_MILLIS = 3_000;

  private final String function;
  private final Lifecycle lifecycle;
  private int running;

  Ending(String function, Lifecycle lifecycle) {
    this.function = function;
    this.lifecycle = lifecycle;
  }

  /** An end for a function; its process calls it if the function has hooks. */
  static Ending of(String function, Lifecycle lifecycle) {
    Ending ending = new Ending(function, lifecycle);
    if (lifecycle != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(ending, "portolan-end"));
    }
    return ending;
  }

  synchronized void began() {
    running++;
  }

  synchronized void answered() {
    running--;
    if (running == 0) {
      notifyAll();
    }
  }

  @Override
  public void run() {
    try {
      int lost = drain();
      if (lost > 0) {
        log(lost + " invocations were not finished when the time to end was up", null);
      }
      lifecycle.stop();
    } catch (Exception failed) {
      log("The function did not stop in order", failed);
    }
  }

  private synchronized int drain() throws InterruptedException {
    long end = System.nanoTime() + DRAIN_MILLIS * 1_000_000L;
    for (long left = DRAIN_MILLIS; running > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return running;
  }

  private void log(String message, Throwable thrown) {
    System.getLogger(function).log(System.Logger.Level.ERROR, message, thrown);
  }
}
