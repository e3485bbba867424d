package dev.portolan.provider.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Kafka cluster is: one of MSK's, or brokers of one's own.
 *
 * @param text the ARN, or the brokers in one order, whatever order they were given in
 */
record KafkaCluster(String text) {
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern ARN =
      Pattern.compile(
          "(arn:aws[a-z-]*:kafka:([a-z0-9-]+):([0-9]{12})):cluster/"
              + "([a-zA-Z0-9-]{1,64}/[a-zA-Z0-9-]+)");

  /**
   * Of 1 to 300 characters, and ten of them at most.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html">SelfManagedEventSource</a>
   */
  private static final Pattern BROKER =
      Pattern.compile("(?=.{1,300}$)(" + LABEL + "\\.)*" + LABEL + ":[0-9]{1,5}");

  private static final int MOST_BROKERS = 10;

  /** What an MSK cluster and what brokers are written like. */
  static final String FORM =
      "is neither the ARN of an MSK cluster, arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID, nor"
          + " brokers as in kafka-1:9092, kafka-2:9092, of which Lambda takes ten";

  /** Nothing, where no cluster is written so. */
  static Optional<KafkaCluster> parse(String text) {
    if (ARN.matcher(text).matches()) {
      return Optional.of(new KafkaCluster(text));
    }
    KafkaCluster own = of(List.of(text.strip().split("\\s*,\\s*", -1)));
    boolean taken =
        own.brokers().size() <= MOST_BROKERS
            && own.brokers().stream().allMatch(broker -> BROKER.matcher(broker).matches());
    return taken ? Optional.of(own) : Optional.empty();
  }

  /** One of brokers. */
  static KafkaCluster of(List<String> brokers) {
    return new KafkaCluster(String.join(",", brokers.stream().distinct().sorted().toList()));
  }

  boolean msk() {
    return text.startsWith("arn:");
  }

  List<String> brokers() {
    return msk() ? List.of() : Arrays.asList(text.split(","));
  }

  /** Whether it is one of this account and region, as far as it says. */
  boolean in(Place place) {
    Matcher arn = ARN.matcher(text);
    return !arn.matches()
        || arn.group(2).equals(place.region()) && arn.group(3).equals(place.account());
  }

  /**
   * What IAM calls a topic of an MSK cluster, or a group there.
   *
   * @param kind {@code topic} or {@code group}
   * @see <a
   *     href="https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html">Authorization
   *     policy resources</a>
   */
  String arn(String kind, String name) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() ? arn.group(1) + ":" + kind + "/" + arn.group(4) + "/" + name : "";
  }
}
