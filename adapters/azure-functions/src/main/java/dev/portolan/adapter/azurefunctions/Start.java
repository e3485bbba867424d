package dev.portolan.adapter.azurefunctions;

import dev.portolan.runtime.StartException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One attempt to start a function, which all that need it share. Thread-safe. */
final class Start {
  /**
   * A failure is not had again by each request: to start may take long, and leave things behind.
   */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Supplier<App> opening;
  private final CountDownLatch over = new CountDownLatch(1);
  private App app;
  private Throwable failure;
  private long failedNanos;

  Start(Supplier<App> opening) {
    this.opening = opening;
  }

  /** Makes the attempt, on the thread of who came first. */
  void run(LongSupplier nanoTime) {
    try {
      app = opening.get();
    } catch (Throwable failed) {
      failure = failed;
      failedNanos = nanoTime.getAsLong();
    } finally {
      over.countDown();
    }
  }

  /** Whether it failed so long ago that another is worth it. */
  boolean isForgotten(long nanos) {
    return over.getCount() == 0 && failure != null && nanos - failedNanos >= REMEMBERED_NANOS;
  }

  /**
   * The function, once it has started.
   *
   * @throws StartException if it did not, or not within the time of a request
   */
  App await(Map<String, String> environment) {
    try {
      if (over.getCount() > 0
          && !over.await(Limits.from(environment).requestMillis(), TimeUnit.MILLISECONDS)) {
        throw new StartException("The function is still starting", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("The wait for the function to start was interrupted", null);
    }
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return app;
  }
}
