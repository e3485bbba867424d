package dev.portolan.provider.aws;

import java.time.Duration;

/**
 * How long one call may take. Pinned here, since the SDK's own values change with its versions.
 *
 * @param connect until a connection stands
 * @param read between two bytes of an answer
 * @param call from the first byte sent to the last one read
 */
record Timeouts(Duration connect, Duration read, Duration call) {
  /** For control planes; an upload of 50 MB fits in at 200 kB/s. */
  static final Timeouts CONTROL =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(5));

  /** For invocations: a function may take 15 minutes to say its first byte. */
  static final Timeouts INVOKE =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(910), Duration.ofSeconds(920));
}
