package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * What keeps a record that fails from holding up all behind it. "With the default settings, this
 * means that a bad record can block processing on the affected shard for up to one day." How old a
 * record may be is not said: one that is older is discarded before it is brought at all.
 *
 * @param bisects whether a batch that fails is split
 * @param retries how often what failed is brought again; negative for no end
 * @param onFailure the ARN of where a record goes of what is given up; empty for nowhere
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retain
 *     discarded records for a DynamoDB event source</a>
 */
record StreamBounds(boolean bisects, int retries, String onFailure) {
  /**
   * As often as Lambda can be told to, short of no end: how long it pauses is not documented, and
   * what is down for minutes must lose nothing. No end at all would lose what waits behind the
   * record that fails, since a stream keeps each for a day only.
   */
  private static final int RETRIES = 10_000;

  static StreamBounds wanted(Optional<String> onFailure) {
    return new StreamBounds(true, RETRIES, onFailure.orElse(""));
  }

  static StreamBounds from(EventSourceMappingConfiguration seen) {
    boolean kept =
        seen.destinationConfig() != null
            && seen.destinationConfig().onFailure() != null
            && seen.destinationConfig().onFailure().destination() != null;
    return new StreamBounds(
        Boolean.TRUE.equals(seen.bisectBatchOnFunctionError()),
        seen.maximumRetryAttempts() == null ? -1 : seen.maximumRetryAttempts(),
        kept ? seen.destinationConfig().onFailure().destination() : "");
  }

  boolean counted() {
    return retries >= 0;
  }

  /**
   * What of another is not as it shall be; a bound that somebody else set is one.
   *
   * @param decides whether it is ours to say where a record goes
   */
  List<String> differences(StreamBounds seen, boolean decides) {
    List<String> all = new ArrayList<>();
    if (!seen.bisects) {
      all.add("it does not split a batch that fails");
    }
    if (!seen.counted()) {
      all.add("it brings what fails without end");
    }
    if (decides && !seen.onFailure.equals(onFailure)) {
      all.add("what is given up: " + shown(seen.onFailure) + " → " + shown(onFailure));
    }
    return all;
  }

  private static String shown(String destination) {
    return destination.isEmpty() ? "not kept" : destination;
  }
}
