package dev.portolan.runtime;

/**
 * Watches the time of all running calls, with one thread that nearly always sleeps.
 *
 * <p>Calls stand in the order of their deadlines. As all have the same time to run, a new one
 * nearly always belongs at the end, and its deadline is nearly always later than the next time the
 * watch looks anyway: watching a call costs two locks and wakes nobody.
 */
public final class Deadlines implements Runnable {
  private final long periodNanos;
  private Deadline first;
  private Deadline last;
  private long wakes;

  /**
   * A watch that nobody winds yet: {@link #run()} it on a thread of its own.
   *
   * @param periodMillis how long most calls may take
   */
  public Deadlines(long periodMillis) {
    this.periodNanos = periodMillis * 1_000_000;
    this.wakes = System.nanoTime() + periodNanos;
  }

  /** Begins to watch a call. */
  public synchronized void add(Deadline call) {
    Deadline before = last;
    while (before != null && before.nanos() - call.nanos() > 0) {
      before = before.previous;
    }
    Deadline after = before == null ? first : before.next;
    call.previous = before;
    call.next = after;
    if (before == null) {
      first = call;
    } else {
      before.next = call;
    }
    if (after == null) {
      last = call;
    } else {
      after.previous = call;
    }
    if (wakes - call.nanos() > 0) {
      notifyAll();
    }
  }

  /** Ends watching a call; says whether its time was not up before. */
  public synchronized boolean remove(Deadline call) {
    if (call.isOver()) {
      return false;
    }
    if (call.previous == null) {
      first = call.next;
    } else {
      call.previous.next = call.next;
    }
    if (call.next == null) {
      last = call.previous;
    } else {
      call.next.previous = call.previous;
    }
    return true;
  }

  /** Lets the response of a call begin; says false if its time is up, and another answers. */
  public synchronized boolean begin(Deadline call) {
    call.begun = !call.isOver();
    return call.begun;
  }

  @Override
  public void run() {
    while (true) {
      Deadline late = next();
      if (late != null) {
        answer(late);
      }
    }
  }

  /** Where no thread can be had any more, the answer is given here, so that later ones are too. */
  private static void answer(Deadline late) {
    try {
      start(late.late(), "portolan-late");
    } catch (OutOfMemoryError e) {
      late.late().run();
    }
  }

  /** Starts a thread of the system's that keeps no process from ending. */
  public static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the next deadline; the call it was of, if it was still running, is interrupted. */
  private synchronized Deadline next() {
    long now = System.nanoTime();
    if (first != null && first.nanos() - now <= 0) {
      Deadline late = first;
      remove(late);
      late.expire();
      return late;
    }
    wakes = first == null ? now + periodNanos : first.nanos();
    try {
      wait((wakes - now) / 1_000_000 + 1);
    } catch (InterruptedException ignored) {
      // There is nothing to be interrupted for.
    }
    return null;
  }
}
