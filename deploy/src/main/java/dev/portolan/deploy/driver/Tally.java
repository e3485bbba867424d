package dev.portolan.deploy.driver;

import dev.portolan.deploy.driver.Deployer.CallCount;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and repeats those that may be repeated. */
public final class Tally {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger mutations = new AtomicInteger();
  private final CallRetry retry;

  public Tally(CallRetry retry) {
    this.retry = retry;
  }

  /** A call that changes nothing. */
  public <T> T read(Callable<T> call) throws Exception {
    return retry.call(
        () -> {
          reads.incrementAndGet();
          return unwrapped(call);
        });
  }

  /** A look at something we wait for; not counted, however often it is taken. */
  public <T> T glance(Callable<T> call) throws Exception {
    return retry.call(() -> unwrapped(call));
  }

  /** A call that may change something; its step is what is repeated. */
  public <T> T mutation(Callable<T> call) throws Exception {
    mutations.incrementAndGet();
    return unwrapped(call);
  }

  /** A call that may change something, and changes nothing when it is made again. */
  public <T> T repeatable(Callable<T> call) throws Exception {
    return retry.call(call);
  }

  /** An error of the JVM is no failed call, though vendors' clients make it look like one. */
  private static <T> T unwrapped(Callable<T> call) throws Exception {
    try {
      return call.call();
    } catch (Exception e) {
      for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
        if (t instanceof Error error) {
          throw error;
        }
      }
      throw e;
    }
  }

  public CallCount count() {
    return new CallCount(reads.get(), mutations.get());
  }
}
