package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * How often, and after how long, the host tries again what failed ({@code
 * HostFunctionMetadataProvider.ParseFunctionMetadata}, {@code Utility.ValidateRetryOptions}). Of
 * its strategies this knows {@code fixedDelay}.
 *
 * @param most times; -1 for no end
 */
public record Retry(int most, Duration delay) {
  /** Nothing is tried again. */
  public static final Retry NONE = new Retry(0, Duration.ZERO);

  /**
   * What a {@code function.json} says.
   *
   * @throws IllegalArgumentException with the reason why it cannot be
   */
  static Retry of(JsonNode function) {
    JsonNode retry = function.path("retry");
    if (retry.isMissingNode() || retry.isNull()) {
      return NONE;
    }
    if (!retry.path("strategy").asText("fixedDelay").equalsIgnoreCase("fixedDelay")) {
      throw new IllegalArgumentException("no strategy but fixedDelay is offered here");
    }
    if (!retry.path("maxRetryCount").isInt() || retry.path("maxRetryCount").asInt() < -1) {
      throw new IllegalArgumentException("Value cannot be null. (Parameter 'MaxRetryCount')");
    }
    if (retry.path("delayInterval").isMissingNode()) {
      throw new IllegalArgumentException("Value cannot be null. (Parameter 'DelayInterval')");
    }
    return new Retry(
        retry.path("maxRetryCount").asInt(), TimeSpan.of(retry.path("delayInterval").asText()));
  }

  /** Whether there is another try behind so many. */
  public boolean after(int tries) {
    return most < 0 || tries < most;
  }
}
