package dev.portolan.deploy;

import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A clock whose waits end at once when the run is asked to end. Calls under way are left alone. */
final class StopSignal implements TimeSource {
  private final TimeSource time;
  private final Set<Thread> sleeping = new HashSet<>();
  private boolean stopped;

  StopSignal(TimeSource time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread self = Thread.currentThread();
    synchronized (this) {
      if (stopped) {
        throw new InterruptedException("the run was ended");
      }
      sleeping.add(self);
    }
    try {
      time.sleep(duration);
    } finally {
      synchronized (this) {
        sleeping.remove(self);
      }
    }
    check();
  }

  /** Asks for the end: wakes those who wait, and lets no one wait again. */
  synchronized void stop() {
    stopped = true;
    sleeping.forEach(Thread::interrupt);
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /** Ends the caller if the run is to end. */
  void check() throws InterruptedException {
    if (stopped()) {
      Thread.interrupted();
      throw new InterruptedException("the run was ended");
    }
  }
}
