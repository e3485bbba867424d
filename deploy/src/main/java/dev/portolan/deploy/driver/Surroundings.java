package dev.portolan.deploy.driver;

import java.util.Map;
import java.util.Objects;

/**
 * What a deployer may know of the world beside its settings, so that tests can give it another.
 *
 * @param environment the process environment
 */
public record Surroundings(TimeSource time, CallRetry retry, Map<String, String> environment) {
  public Surroundings {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(retry, "retry");
    environment = Map.copyOf(environment);
  }

  /** Tells variable names, never values. */
  @Override
  public String toString() {
    return "Surroundings" + environment.keySet();
  }
}
