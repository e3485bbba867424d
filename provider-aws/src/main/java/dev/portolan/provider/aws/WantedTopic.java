package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Optional;

/**
 * A function's subscription to an SNS topic as it shall be; a topic that is an event bus here has a
 * {@link WantedRule} instead.
 *
 * @param name what it is called here
 * @param filter the filter policy; empty to take all
 */
record WantedTopic(String name, String arn, String endpoint, Optional<String> filter) {
  /** What a message is that says of no type; see the adapter's {@code SnsWire}. */
  private static final String PLAIN = "com.amazonaws.sns.Notification";

  /** How publishers name the attribute that holds an event's type; SNS takes no colon in one. */
  private static final List<String> TYPE = List.of("ce-type", "ce_type", "cloudEvents_type");

  /**
   * How many types a filter can name: a policy has 150 combinations, and each type takes one for
   * each attribute, and what says of no type takes one more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">Filter
   *     policy constraints</a>
   */
  static final int MOST_TYPES = (150 - 1) / TYPE.size();

  static Optional<WantedTopic> of(Place place, FunctionSpec spec, Names names) {
    return spec.triggers(Trigger.Topic.class)
        .findFirst()
        .filter(asked -> BusName.parse(names.of(asked.topic())).isEmpty())
        .map(
            asked ->
                new WantedTopic(
                    names.of(asked.topic()),
                    place.topicArn(names.of(asked.topic())),
                    place.liveArn(place.function(spec.name())),
                    filter(asked.types())));
  }

  /**
   * By the attribute that the publisher sets beside the message. A policy looks at attributes or at
   * the body, and not at both.
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html">the operator
   *     "$or"</a>
   */
  private static Optional<String> filter(List<String> types) {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode policy = Json.object();
    ArrayNode either = policy.putArray("$or");
    for (String attribute : TYPE) {
      ArrayNode values = either.addObject().putArray(attribute);
      types.forEach(values::add);
    }
    if (types.contains(PLAIN)) {
      ObjectNode none = either.addObject();
      TYPE.forEach(name -> none.putArray(name).addObject().put("exists", false));
    }
    return Optional.of(policy.toString());
  }

  boolean filtersAs(Optional<String> seen) {
    return filter.flatMap(Json::read).equals(seen.flatMap(Json::read));
  }
}
