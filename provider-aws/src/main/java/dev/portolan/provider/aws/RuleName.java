package dev.portolan.provider.aws;

import java.util.Optional;

/**
 * A rule on a bus of this account and region.
 *
 * @param name as the function's, on whatever bus
 */
record RuleName(String bus, String name) {
  /** The rule that an ARN names; empty for one that is not here. */
  static Optional<RuleName> parse(Place place, String arn) {
    String start = place.ruleArn("");
    if (!arn.startsWith(start)) {
      return Optional.empty();
    }
    String path = arn.substring(start.length());
    int end = path.lastIndexOf('/');
    String bus = end < 0 ? BusName.DEFAULT : path.substring(0, end);
    return Optional.of(new RuleName(bus, path.substring(end + 1)));
  }

  String arn(Place place) {
    return place.ruleArn(bus.equals(BusName.DEFAULT) ? name : bus + "/" + name);
  }

  String shown() {
    return "rule " + name + " on event bus " + bus;
  }
}
