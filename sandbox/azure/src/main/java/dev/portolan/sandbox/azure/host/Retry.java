package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * How often, and after how long, the host tries again what failed ({@code
 * HostFunctionMetadataProvider.ParseFunctionMetadata}, {@code Utility.ValidateRetryOptions}).
 *
 * @param most times; -1 for no end
 * @param delay before the first; each is twice as long as the one before, where they grow
 * @param longest before any
 */
public record Retry(int most, Duration delay, Duration longest) {
  /** Nothing is tried again. */
  public static final Retry NONE = new Retry(0, Duration.ZERO);

  /** No pause is doubled more often, which none is that could be waited for. */
  private static final int DOUBLED = 30;

  /** With pauses that are all as long. */
  public Retry(int most, Duration delay) {
    this(most, delay, delay);
  }

  /**
   * What a {@code function.json} says.
   *
   * @throws IllegalArgumentException with the reason why it cannot be
   */
  public static Retry of(JsonNode function) {
    JsonNode retry = function.path("retry");
    if (retry.isMissingNode() || retry.isNull()) {
      return NONE;
    }
    String strategy = retry.path("strategy").asText("fixedDelay");
    if (!strategy.equalsIgnoreCase("fixedDelay")
        && !strategy.equalsIgnoreCase("exponentialBackoff")) {
      throw new IllegalArgumentException("Requested value '" + strategy + "' was not found.");
    }
    if (!retry.path("maxRetryCount").isInt() || retry.path("maxRetryCount").asInt() < -1) {
      throw new IllegalArgumentException("Value cannot be null. (Parameter 'MaxRetryCount')");
    }
    boolean grows = strategy.equalsIgnoreCase("exponentialBackoff");
    Duration first = pause(retry, grows ? "minimumInterval" : "delayInterval");
    return new Retry(
        retry.path("maxRetryCount").asInt(),
        first,
        grows ? pause(retry, "maximumInterval") : first);
  }

  private static Duration pause(JsonNode retry, String name) {
    if (retry.path(name).isMissingNode()) {
      String shown = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      throw new IllegalArgumentException("Value cannot be null. (Parameter '" + shown + "')");
    }
    return TimeSpan.of(retry.path(name).asText());
  }

  /** Whether there is another try behind so many. */
  public boolean after(int tries) {
    return most < 0 || tries < most;
  }

  /** How long is waited before another try behind so many. */
  public Duration pause(int tries) {
    Duration grown = delay.multipliedBy(1L << Math.min(tries, DOUBLED));
    return grown.compareTo(longest) > 0 ? longest : grown;
  }
}
