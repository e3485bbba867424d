package dev.portolan.provider.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which table is meant, whether it was given by its name or its ARN.
 *
 * @param account empty where it is not said
 * @param region empty where it is not said
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Naming
 *     rules</a>
 */
record TableName(String name, Optional<String> account, Optional<String> region) {
  private static final String NAME = "([A-Za-z0-9_.-]{3,255})";
  private static final Pattern PLAIN = Pattern.compile(NAME);
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:dynamodb:([a-z0-9-]+):([0-9]{12}):table/" + NAME);

  /** Nothing, where no table can be called so. */
  static Optional<TableName> parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new TableName(text, Optional.empty(), Optional.empty()));
    }
    Matcher arn = ARN.matcher(text);
    return arn.matches()
        ? Optional.of(
            new TableName(arn.group(3), Optional.of(arn.group(2)), Optional.of(arn.group(1))))
        : Optional.empty();
  }

  /** Whether it is one of this account and region, as far as it says. */
  boolean in(Place place) {
    return account.filter(other -> !other.equals(place.account())).isEmpty()
        && region.filter(other -> !other.equals(place.region())).isEmpty();
  }
}
