package dev.portolan.provider.aws;

import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;

/**
 * What Lambda does with calls of the live alias that nobody waits for. All but one of it is
 * somebody else's, and kept.
 *
 * @param onFailure ARN of what gets a record of a call that failed for good: ours
 * @param age how long a call is tried, in seconds
 */
record InvokeConfig(
    Optional<String> onFailure, Optional<String> onSuccess, OptionalInt retries, OptionalInt age) {
  static InvokeConfig none() {
    return new InvokeConfig(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  /** Lambda shows an empty destination where there is none. */
  static InvokeConfig from(GetFunctionEventInvokeConfigResponse seen) {
    Optional<DestinationConfig> both = Optional.ofNullable(seen.destinationConfig());
    return new InvokeConfig(
        both.map(DestinationConfig::onFailure)
            .map(one -> one.destination())
            .filter(InvokeConfig::is),
        both.map(DestinationConfig::onSuccess)
            .map(one -> one.destination())
            .filter(InvokeConfig::is),
        number(seen.maximumRetryAttempts()),
        number(seen.maximumEventAgeInSeconds()));
  }

  private static boolean is(String destination) {
    return !destination.isEmpty();
  }

  private static OptionalInt number(Integer seen) {
    return seen == null ? OptionalInt.empty() : OptionalInt.of(seen);
  }

  InvokeConfig withFailures(Optional<String> arn) {
    return new InvokeConfig(arn, onSuccess, retries, age);
  }
}
