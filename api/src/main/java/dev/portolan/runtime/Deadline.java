package dev.portolan.runtime;

/** The time of one call that {@link Deadlines} watches, made on the thread of its handler. */
public final class Deadline {
  /** The neighbours among those that are watched, and the watch's alone. */
  Deadline previous;

  Deadline next;

  /** Whether a part of the response may have left; the watch's too. */
  boolean begun;

  private final Thread handler = Thread.currentThread();
  private final Runnable late;
  private long nanos;
  private volatile boolean over;

  /**
   * A time that nobody watches yet.
   *
   * @param nanos when it is up, as {@link System#nanoTime()} counts
   * @param late what is done then, on a thread of its own, after the handler was interrupted
   */
  public Deadline(long nanos, Runnable late) {
    this.nanos = nanos;
    this.late = late;
  }

  /** When it is up, as {@link System#nanoTime()} counts. */
  public long nanos() {
    return nanos;
  }

  /** Sets another time; not while it is watched. */
  public void set(long nanos) {
    this.nanos = nanos;
  }

  /** How many milliseconds are left, at least 0. */
  public long remainingMillis() {
    return Math.max(0, (nanos - System.nanoTime()) / 1_000_000);
  }

  /** Whether it was up before the call ended, so that nobody waits for the handler any more. */
  public boolean isOver() {
    return over;
  }

  /** Whether the response began in time, so that there can be no other; see {@link Deadlines}. */
  public boolean hasBegun() {
    return begun;
  }

  /** The thread that made this. */
  public Thread handler() {
    return handler;
  }

  Runnable late() {
    return late;
  }

  void expire() {
    over = true;
    handler.interrupt();
  }
}
