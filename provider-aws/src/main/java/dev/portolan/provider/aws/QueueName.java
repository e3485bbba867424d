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
      Pattern.compile("(https?)://([a-z0-9.:\\[\\]-]+)/([0-9]{12})/" + NAME);

  /** Where somebody plays SQS on this machine. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(127(\\.[0-9]{1,3}){3}|\\[::1]|([a-z0-9-]+\\.)*localhost)(:[0-9]+)?");

  /** Its usual host, that of FIPS, of a VPC's endpoint, of both IP versions, and the old one. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.)?sqs(?:-fips)?\\.([a-z0-9-]+)\\..+"
              + "|(?:([a-z0-9-]+)\\.)?queue\\.amazonaws\\.com(?:\\.cn)?");

  /** Where the old host that names no region is. */
  private static final String FIRST = "us-east-1";

  /** The domains of its partitions; those of the isolated ones end in their governments'. */
  private static final Pattern OF_AWS =
      Pattern.compile(
          ".*\\.(amazonaws\\.(com(\\.cn)?|eu)|api\\.aws|amazonwebservices\\.com\\.cn"
              + "|s?c2s\\.(ic|sgov)\\.gov|csp\\.hci\\.ic\\.gov|cloud\\.adc-e\\.uk)(:443)?");

  /**
   * Nothing, where no queue can be called so: what is sent goes to AWS in a URL of its own hosts,
   * and in plain http to nobody but this machine.
   */
  static Optional<QueueName> parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new QueueName(text, Optional.empty(), Optional.empty()));
    }
    Matcher arn = ARN.matcher(text);
    if (arn.matches()) {
      return Optional.of(
          new QueueName(arn.group(3), Optional.of(arn.group(2)), Optional.of(arn.group(1))));
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    String host = url.group(2);
    boolean here = LOOPBACK.matcher(host).matches();
    Matcher known = HOST.matcher(host);
    boolean named = known.matches();
    if (!here && !(named && url.group(1).equals("https") && OF_AWS.matcher(host).matches())) {
      return Optional.empty();
    }
    String region = named ? known.group(1) == null ? known.group(2) : known.group(1) : null;
    Optional<String> said = Optional.ofNullable(named && region == null ? FIRST : region);
    return Optional.of(new QueueName(url.group(4), Optional.of(url.group(3)), said));
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
