package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock on which waiting takes no time. */
final class VirtualTime implements TimeSource {
  private Instant now;

  private VirtualTime(Instant now) {
    this.now = now;
  }

  VirtualTime() {
    this(Instant.parse("2026-11-01T00:00:00Z"));
  }

  /** Another that shows the same now. */
  VirtualTime copy() {
    return new VirtualTime(now());
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
