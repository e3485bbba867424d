package dev.portolan.deploy.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The one clock, and the only way to wait. Tests inject one on which an hour passes at once. */
public interface TimeSource {
  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own clock. */
  static TimeSource system() {
    return new TimeSource() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      }
    };
  }
}
