package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what other threads and processes bring about. */
public final class Patience {
  private static final int GLANCE = 20;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Patience() {}

  /** Goes on as soon as it holds; fails after a minute. */
  public static void until(String what, Callable<Boolean> holds) throws Exception {
    long begun = System.nanoTime();
    while (!holds.call()) {
      if (System.nanoTime() - begun > MOST_NANOS) {
        fail("not within a minute: " + what);
      }
      new CountDownLatch(1).await(GLANCE, TimeUnit.MILLISECONDS);
    }
  }
}
