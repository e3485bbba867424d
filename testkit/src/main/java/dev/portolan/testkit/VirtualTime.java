package dev.portolan.testkit;

import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock on which an hour passes at once. */
public final class VirtualTime implements TimeSource {
  private Instant now;

  private VirtualTime(Instant now) {
    this.now = now;
  }

  /** A clock of its own, at the same instant in every test. */
  public static VirtualTime start() {
    return new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Another clock that shows the same time now. */
  public synchronized VirtualTime copy() {
    return new VirtualTime(now);
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting");
    }
    now = now.plus(duration);
  }
}
