package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import java.util.List;

/**
 * A topic of Kafka that a function takes from. Each is a trigger of its own: a binding has one.
 *
 * @param name as Kafka has it
 * @param named the group that the function names; empty for one that is derived
 */
public record KafkaTopic(String name, String named) {
  /** All of a function, in the order in which it names them. */
  public static List<KafkaTopic> of(FunctionSpec function) {
    return function
        .triggers(Trigger.Kafka.class)
        .flatMap(each -> each.topics().stream().map(topic -> new KafkaTopic(topic, each.group())))
        .distinct()
        .toList();
  }

  /**
   * The group in which the function's host takes from it: what was named is that, whole, since a
   * cluster's rules name it; what is derived is one for each topic, the same in every run.
   */
  public String group(Place place, Owner owner, String function) {
    return named.isEmpty() ? Names.subscription(place, owner, function) + "." + name : named;
  }
}
