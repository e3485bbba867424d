package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Lifecycle;
import dev.portolan.runtime.Signals;

/**
 * Lets running requests end after SIGTERM, and then the function, before everybody's shutdown
 * hooks.
 *
 * <p>Google's server does nothing at SIGTERM: it answers until the JVM is gone. A hook of our own
 * would run at the same time as that of {@code LogManager}, after which nothing is logged any more,
 * and as those of the function's libraries; where the signal cannot be heard it is the next best.
 */
final class Ending implements Runnable {
  /** Requests already on their way are still answered until there was none so long. */
  private static final int QUIET_MILLIS = 500;

  private final String function;
  private final Lifecycle lifecycle;
  private final int drainMillis;
  private int running;
  private long lastEvent;
  private boolean over;
  private volatile boolean draining;

  /**
   * An end that nobody waits for yet.
   *
   * @param lifecycle the function's hooks; {@code null} if it has none
   */
  Ending(String function, Lifecycle lifecycle, int drainMillis) {
    this.function = function;
    this.lifecycle = lifecycle;
    this.drainMillis = drainMillis;
  }

  /** Ends the process in order when it is told to end. */
  void await() {
    try {
      Signals.onEnd(this);
    } catch (IllegalArgumentException | LinkageError unavailable) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "portolan-end"));
    }
  }

  /** Whether the process is about to end. */
  boolean isDraining() {
    return draining;
  }

  /** Lets a request begin; says false if the function is about to be stopped, or is. */
  synchronized boolean began() {
    if (over) {
      return false;
    }
    running++;
    lastEvent = System.nanoTime();
    return true;
  }

  synchronized void answered() {
    running--;
    lastEvent = System.nanoTime();
    if (draining) {
      notifyAll();
    }
  }

  @Override
  public void run() {
    System.exit(end());
  }

  /** Ends requests and function; says with which code the process shall end. */
  int end() {
    try {
      int lost = drain();
      if (lost > 0) {
        System.getLogger(function)
            .log(
                System.Logger.Level.WARNING,
                lost + " requests were not finished when the time to end was up");
      }
      if (lifecycle != null) {
        lifecycle.stop();
      }
      return lost > 0 ? 1 : 0;
    } catch (Exception failed) {
      System.getLogger(function)
          .log(System.Logger.Level.ERROR, "The function did not stop in order", failed);
      return 1;
    }
  }

  private synchronized int drain() throws InterruptedException {
    lastEvent = System.nanoTime();
    long end = lastEvent + drainMillis * 1_000_000L;
    draining = true;
    for (long left = left(end); left > 0; left = left(end)) {
      wait(left);
    }
    over = true;
    return running;
  }

  /** How many milliseconds to wait at most before looking again; 0 if it is over. */
  private long left(long end) {
    long now = System.nanoTime();
    long untilEnd = Math.max(0, (end - now) / 1_000_000);
    long untilQuiet = QUIET_MILLIS - (now - lastEvent) / 1_000_000;
    return running > 0 ? untilEnd : Math.max(0, Math.min(untilEnd, untilQuiet));
  }
}
