package dev.portolan.runtime;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Hears the signals that end a process, in place of the JVM. */
public final class Signals implements SignalHandler {
  private final Runnable end;
  private boolean heard;

  private Signals(Runnable end) {
    this.end = end;
  }

  /**
   * Starts a thread with this work at the first signal, and does nothing at the others.
   *
   * @throws IllegalArgumentException if the JVM keeps its signals to itself ({@code -Xrs})
   * @throws LinkageError if the runtime image has no {@code jdk.unsupported}
   */
  public static void onEnd(Runnable end) {
    Signals signals = new Signals(end);
    Signal.handle(new Signal("TERM"), signals);
    Signal.handle(new Signal("INT"), signals);
  }

  @Override
  public synchronized void handle(Signal signal) {
    if (!heard) {
      heard = true;
      Thread thread = new Thread(end, "portolan-end");
      // It would inherit from the JVM's signal thread that the process need not wait for it.
      thread.setDaemon(false);
      thread.start();
    }
  }
}
