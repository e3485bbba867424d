package dev.portolan.provider.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event bus of EventBridge, as its ARN tells it.
 *
 * @param name of the bus; of a partner's with slashes in it
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html">CreateEventBus</a>
 */
record BusName(String name, String partition, String region, String account) {
  static final String DEFAULT = "default";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws[a-z-]*):events:([a-z0-9-]+):([0-9]{12}):event-bus/([/._A-Za-z0-9-]{1,256})");

  /** Nothing, where it is no bus's ARN: whatever else names a topic is one of SNS. */
  static Optional<BusName> parse(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches()
        ? Optional.of(new BusName(arn.group(4), arn.group(1), arn.group(2), arn.group(3)))
        : Optional.empty();
  }

  /** Whether it is one of this account and region. */
  boolean in(Place place) {
    return partition.equals(place.partition())
        && region.equals(place.region())
        && account.equals(place.account());
  }

  /**
   * Whether it is one that we could make: the default one is there, a partner's comes from them.
   */
  boolean ownable() {
    return !name.equals(DEFAULT) && !name.contains("/");
  }
}
