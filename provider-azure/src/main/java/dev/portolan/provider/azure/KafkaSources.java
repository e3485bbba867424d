package dev.portolan.provider.azure;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.KafkaConnection;
import dev.portolan.provider.azure.config.KafkaTopic;
import dev.portolan.provider.azure.config.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The topics of Kafka that functions take from. They are somebody's else, and so are their brokers:
 * nothing is made there, looked at or deleted, and a group keeps its offsets in them.
 */
record KafkaSources(Owner owner, Place place) {
  /** The settings by which a function's host takes from its topics, each in a group. */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = new TreeMap<>();
    int number = 0;
    for (KafkaTopic each : KafkaTopic.of(function)) {
      number++;
      all.put(KafkaConnection.topic(number), each.name());
      all.put(KafkaConnection.group(number), each.group(place, owner, function.name()));
    }
    return all;
  }

  /**
   * What a person should know of a group that begins, as far as one can tell from here: it has
   * offsets for each topic, and those are in its brokers.
   *
   * @param before the settings of what serves
   */
  List<String> notes(Wanted wanted, Map<String, String> before) {
    List<String> notes = new ArrayList<>();
    for (KafkaTopic each : KafkaTopic.of(wanted.spec())) {
      String group = each.group(place, owner, wanted.name());
      if (!wanted.settings().kafka().brokers().equals(before.get(KafkaConnection.BROKERS))
          || !takes(before, each.name(), group)) {
        notes.add(
            ("%s takes from topic %s in the group %s: if Kafka has no offsets of it, it begins with"
                    + " the oldest record")
                .formatted(wanted.name(), each.name(), group));
      }
    }
    return notes;
  }

  private static boolean takes(Map<String, String> settings, String topic, String group) {
    for (int number = 1; settings.containsKey(KafkaConnection.topic(number)); number++) {
      if (topic.equals(settings.get(KafkaConnection.topic(number)))
          && group.equals(settings.get(KafkaConnection.group(number)))) {
        return true;
      }
    }
    return false;
  }
}
