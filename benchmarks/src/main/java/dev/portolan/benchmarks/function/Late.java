package dev.portolan.benchmarks.function;

import dev.portolan.Context;
import dev.portolan.PortableFunction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;

/** Handlers that are not finished in time, and keep when that was and when they heard of it. */
public final class Late {
  private static volatile Call call = new Call();

  private Late() {}

  /** What one call has kept, in the nanoseconds of {@link System#nanoTime()}. */
  public static final class Call {
    /** Counted down by whoever has the answer, so that a handler that spins ends. */
    public final CountDownLatch answered = new CountDownLatch(1);

    /** Counted down by the handler when it is interrupted. */
    public final CountDownLatch heard = new CountDownLatch(1);

    /** When the time of the call is up. */
    public volatile long deadline;

    /** When the handler saw that it is interrupted. */
    public volatile long interrupted;
  }

  /** The next call, of which there is one at a time. */
  public static Call next() {
    call = new Call();
    return call;
  }

  private static Call begin(Context context) {
    Call begun = call;
    long now = System.nanoTime();
    begun.deadline = now + Instant.now().until(context.deadline(), ChronoUnit.NANOS);
    return begun;
  }

  private static void hear(Call begun) {
    begun.interrupted = System.nanoTime();
    begun.heard.countDown();
  }

  /** Waits until it is interrupted. */
  public static final class Waiting implements PortableFunction<String, String> {
    @Override
    public String handle(String word, Context context) throws InterruptedException {
      Call begun = begin(context);
      try {
        new CountDownLatch(1).await();
        return word;
      } catch (InterruptedException interruption) {
        hear(begun);
        throw interruption;
      }
    }
  }

  /**
   * Computes, looks whether it is interrupted, and goes on computing until it has been answered.
   */
  public static final class Spinning implements PortableFunction<String, String> {
    @Override
    public String handle(String word, Context context) {
      Call begun = begin(context);
      while (begun.answered.getCount() > 0) {
        if (begun.interrupted == 0 && Thread.currentThread().isInterrupted()) {
          hear(begun);
        }
      }
      return word;
    }
  }
}
