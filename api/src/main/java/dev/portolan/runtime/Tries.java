package dev.portolan.runtime;

import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The tries of one call to a service of the platform, and the time that they have together: with
 * growing pauses in between, partly by chance, so that not all that were refused together come back
 * together.
 */
public final class Tries {
  /** The usual number. */
  public static final int MOST = 6;

  /** The usual first pause. */
  public static final int PAUSE_MILLIS = 100;

  private final long deadlineNanos;
  private final int most;
  private final int pauseMillis;
  private int made = 1;

  /**
   * Begins with the first.
   *
   * @param millis how long all of them may take
   * @param most how many there are
   * @param pauseMillis the longest that the first pause may be; each other may be twice as long as
   *     the one before
   */
  public Tries(long millis, int most, int pauseMillis) {
    this.deadlineNanos = System.nanoTime() + millis * 1_000_000;
    this.most = most;
    this.pauseMillis = pauseMillis;
  }

  /** Whether what an answer of this status tells may pass by itself. */
  public static boolean mayPass(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  /** The time left; 0 or less if there is none. */
  public long millis() {
    return (deadlineNanos - System.nanoTime()) / 1_000_000;
  }

  /**
   * How long this try may wait for what: half of the time that is left, so that a connection that
   * says nothing leaves some for another, and connecting and the answer are in time together.
   *
   * @param mostMillis but no longer than this
   */
  public int patience(int mostMillis) throws InterruptedIOException {
    long left = millis();
    if (left < 1) {
      throw new InterruptedIOException("the time of the invocation is up");
    }
    return (int) Math.max(1, Math.min(mostMillis, left / 2));
  }

  /** Whether there is another try, and time for it; waits before it. */
  public boolean again() throws InterruptedIOException {
    long pause = (long) pauseMillis << (made - 1);
    if (made == most || millis() <= pause) {
      return false;
    }
    made++;
    long waited = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    LockSupport.parkNanos(waited * 1_000_000);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted between two tries");
    }
    return true;
  }
}
