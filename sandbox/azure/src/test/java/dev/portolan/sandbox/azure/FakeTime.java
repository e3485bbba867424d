package dev.portolan.sandbox.azure;

import dev.portolan.deploy.driver.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock on which an hour passes at once. */
final class FakeTime implements TimeSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
