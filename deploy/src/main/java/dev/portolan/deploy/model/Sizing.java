package dev.portolan.deploy.model;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How much of a machine a function gets, for how long.
 *
 * @param memoryMebibytes what the function may use; a provider rounds up to what it offers
 * @param timeout how long one invocation may take
 * @param maxConcurrency upper bound on concurrent invocations; empty leaves the provider's own
 */
public record Sizing(
    int memoryMebibytes, Duration timeout, Architecture architecture, OptionalInt maxConcurrency) {
  /** 512 MiB, 29 seconds, x86_64: what all providers offer, HTTP included. */
  public static final Sizing PORTABLE =
      new Sizing(512, Duration.ofSeconds(29), Architecture.X86_64, OptionalInt.empty());

  public Sizing {
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(maxConcurrency, "maxConcurrency");
  }

  public Sizing withMemoryMebibytes(int value) {
    return new Sizing(value, timeout, architecture, maxConcurrency);
  }

  public Sizing withTimeout(Duration value) {
    return new Sizing(memoryMebibytes, value, architecture, maxConcurrency);
  }

  public Sizing withArchitecture(Architecture value) {
    return new Sizing(memoryMebibytes, timeout, value, maxConcurrency);
  }

  public Sizing withMaxConcurrency(int value) {
    return new Sizing(memoryMebibytes, timeout, architecture, OptionalInt.of(value));
  }
}
