package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function's rule on an event bus as it shall be.
 *
 * @param here whether the bus is one of this account and region
 * @param endpoint the ARN of what it calls
 * @param pattern which events it takes
 */
record WantedRule(BusName bus, boolean here, RuleName rule, String endpoint, String pattern) {
  /** The id of the one target that is ours. */
  static final String TARGET = "live";

  /**
   * "Event pattern size: 2,048".
   *
   * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html">Amazon
   *     EventBridge quotas</a>
   */
  static final int LONGEST = 2048;

  static Optional<WantedRule> of(Place place, FunctionSpec spec, Names names) {
    String name = place.function(spec.name());
    return spec.triggers(Trigger.Topic.class)
        .findFirst()
        .flatMap(
            asked ->
                BusName.parse(names.of(asked.topic()))
                    .map(
                        bus ->
                            new WantedRule(
                                bus,
                                bus.in(place),
                                new RuleName(bus.name(), name),
                                place.liveArn(name),
                                pattern(asked.types()))));
  }

  /**
   * By {@code detail-type}, which is the type that the adapter gives an event of a bus. A pattern
   * must name something, and each event has a source, which begins with nothing.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
   *     operators</a>
   */
  static String pattern(List<String> types) {
    ObjectNode pattern = Json.object();
    if (types.isEmpty()) {
      pattern.putArray("source").addObject().put("prefix", "");
    } else {
      ArrayNode values = pattern.putArray("detail-type");
      types.forEach(values::add);
    }
    return pattern.toString();
  }

  boolean takesAll() {
    return pattern.equals(pattern(List.of()));
  }

  /**
   * What of the rule is not as it shall be. One that somebody paused stays so. A schedule does not:
   * "A rule can have both an EventPattern and a ScheduleExpression, in which case the rule triggers
   * on matching events as well as on a schedule", and nobody put what it brings then on the bus.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html">PutRule</a>
   */
  List<String> differences(SeenRule.Live seen) {
    List<String> all = new ArrayList<>();
    if (!Json.read(seen.pattern()).equals(Json.read(pattern))) {
      all.add("it takes other types");
    }
    seen.schedule().ifPresent(when -> all.add("it calls by a schedule too, " + when));
    return all;
  }

  /** What of its target is not as it shall be. Retries and dead letters are another's to set. */
  List<String> differences(SeenRule.Target seen) {
    List<String> all = new ArrayList<>();
    if (!seen.function().equals(endpoint)) {
      all.add("target " + seen.function() + " → " + endpoint);
    }
    if (!seen.whole()) {
      all.add("the function gets something else than the event, or in a role's name");
    }
    return all;
  }
}
