package dev.portolan.provider.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which queue is meant, whether it was given by its name, its ARN or its URL.
 *
 * @param account empty where it is not said
 * @param region empty where it is not said
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html">Queue
 *     name, URL and ARN</a>
 */
record QueueName(String name, Optional<String> account, Optional<String> region) {
  static final String FIFO = ".fifo";
  private static final String NAME = "([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)";
  private static final Pattern PLAIN = Pattern.compile(NAME);
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:sqs:([a-z0-9-]+):([0-9]{12}):" + NAME);
  private static final Pattern URL = Pattern.compile("https?://([^/]+)/([0-9]{12})/" + NAME);

  /** Its usual host, that of FIPS, of a VPC's endpoint, of both IP versions, and the old one. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.)?sqs(?:-fips)?\\.([a-z0-9-]+)\\..+"
              + "|(?:([a-z0-9-]+)\\.)?queue\\.amazonaws\\.com(?:\\.cn)?");

  /** Where the old host that names no region is. */
  private static final String FIRST = "us-east-1";

  private static final Pattern OF_AWS =
      Pattern.compile(".*\\.(amazonaws\\.com(\\.cn)?|api\\.aws|amazonwebservices\\.com\\.cn)");

  /** Nothing, where no queue can be called so. */
  static Optional<QueueName> parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new QueueName(text, Optional.empty(), Optional.empty()));
    }
    Matcher arn = ARN.matcher(text);
    if (arn.matches()) {
      return Optional.of(of(arn, Optional.of(arn.group(1))));
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    String host = url.group(1);
    Matcher known = HOST.matcher(host);
    if (known.matches()) {
      String region = known.group(1) == null ? known.group(2) : known.group(1);
      return Optional.of(of(url, Optional.of(region == null ? FIRST : region)));
    }
    return OF_AWS.matcher(host).matches()
        ? Optional.empty()
        : Optional.of(of(url, Optional.empty()));
  }

  private static QueueName of(Matcher found, Optional<String> region) {
    return new QueueName(found.group(3), Optional.of(found.group(2)), region);
  }

  /** Its URL: as it was given, if it was, else as SQS itself gives it. */
  String url(Place place, String given) {
    return given.contains("://") ? given : place.queueUrl(name);
  }

  /** Whether it is one of this account and region, as far as it says. */
  boolean in(Place place) {
    return account.filter(other -> !other.equals(place.account())).isEmpty()
        && region.filter(other -> !other.equals(place.region())).isEmpty();
  }
}
