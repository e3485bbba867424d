package dev.portolan.adapter.http;

/**
 * Watches the time of all running calls, with one thread that nearly always sleeps.
 *
 * <p>Calls stand in the order of their deadlines. As all have the same time to run, a new one
 * nearly always belongs at the end, and its deadline is nearly always later than the next time the
 * watch looks anyway: watching a call costs two locks and wakes nobody.
 */
final class Deadlines implements Runnable {
  private final long periodNanos;
  private HttpCall first;
  private HttpCall last;
  private long wakes;

  Deadlines(long periodMillis) {
    this.periodNanos = periodMillis * 1_000_000;
    this.wakes = System.nanoTime() + periodNanos;
  }

  /** Begins to watch a call. */
  synchronized void add(HttpCall call) {
    HttpCall before = last;
    while (before != null && before.deadlineNanos - call.deadlineNanos > 0) {
      before = before.previous;
    }
    HttpCall after = before == null ? first : before.next;
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
    if (wakes - call.deadlineNanos > 0) {
      notifyAll();
    }
  }

  /** Ends watching a call; says whether its time was not up before. */
  synchronized boolean remove(HttpCall call) {
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
  synchronized boolean begin(HttpCall call) {
    call.begun = !call.isOver();
    return call.begun;
  }

  @Override
  public void run() {
    while (true) {
      HttpCall late = next();
      if (late != null) {
        answer(late);
      }
    }
  }

  /** Where no thread can be had any more, the answer is given here, so that later ones are too. */
  private static void answer(HttpCall late) {
    try {
      Threads.startPlatform(late, "portolan-late");
    } catch (OutOfMemoryError e) {
      late.run();
    }
  }

  /** Waits for the next deadline; the call it was of, if it was still running, is interrupted. */
  private synchronized HttpCall next() {
    long now = System.nanoTime();
    if (first != null && first.deadlineNanos - now <= 0) {
      HttpCall late = first;
      remove(late);
      late.expire();
      return late;
    }
    wakes = first == null ? now + periodNanos : first.deadlineNanos;
    try {
      wait((wakes - now) / 1_000_000 + 1);
    } catch (InterruptedException ignored) {
      // There is nothing to be interrupted for.
    }
    return null;
  }
}
