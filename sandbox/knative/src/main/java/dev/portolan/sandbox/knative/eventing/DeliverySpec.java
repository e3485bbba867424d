package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * How often an event is tried, and where it goes when all tries failed. Source: knative/eventing
 * {@code pkg/kncloudevents/retries.go}.
 *
 * @param deadLetterSink a destination; missing for none
 */
record DeliverySpec(int retries, boolean exponential, Duration delay, JsonNode deadLetterSink) {
  static DeliverySpec from(JsonNode delivery) {
    return new DeliverySpec(
        delivery.path("retry").asInt(),
        !delivery.path("backoffPolicy").asText("exponential").equals("linear"),
        duration(delivery.path("backoffDelay").asText("PT0.05S")),
        delivery.path("deadLetterSink"));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return Duration.ofSeconds(1);
    }
  }

  /** The pause before a retry, from 0 for the first. */
  Duration backoff(int retry) {
    return exponential ? delay.multipliedBy(1L << Math.min(retry, 20)) : delay.multipliedBy(retry);
  }
}
