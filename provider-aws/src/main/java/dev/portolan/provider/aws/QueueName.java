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
  private static final Pattern URL =
      Pattern.compile("https?://(?:sqs\\.([a-z0-9-]+)\\.)?[^/]+/([0-9]{12})/" + NAME);

  /** Nothing, where no queue can be called so. */
  static Optional<QueueName> parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new QueueName(text, Optional.empty(), Optional.empty()));
    }
    for (Pattern form : new Pattern[] {ARN, URL}) {
      Matcher found = form.matcher(text);
      if (found.matches()) {
        return Optional.of(
            new QueueName(
                found.group(3), Optional.of(found.group(2)), Optional.ofNullable(found.group(1))));
      }
    }
    return Optional.empty();
  }

  /** Whether it is one of this account and region, as far as it says. */
  boolean in(Place place) {
    return account.filter(other -> !other.equals(place.account())).isEmpty()
        && region.filter(other -> !other.equals(place.region())).isEmpty();
  }
}
