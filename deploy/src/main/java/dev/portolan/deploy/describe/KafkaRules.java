package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Trigger;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What topics may be called: Kafka's own rule, {@code org.apache.kafka.common.internals.Topic}. It
 * has none for groups; ours is that they can stand in every place where a topic's name can.
 */
final class KafkaRules {
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private KafkaRules() {}

  /**
   * @param told of each fault, and of what to do about it
   */
  static void check(Trigger.Kafka kafka, BiConsumer<String, String> told) {
    if (kafka.topics().isEmpty()) {
      told.accept("no Kafka topic", "name at least one");
    }
    Set<String> seen = new HashSet<>();
    for (String topic : kafka.topics()) {
      if (!NAME.matcher(topic).matches()) {
        told.accept("'" + topic + "' cannot be a Kafka topic's name", hint());
      } else if (!seen.add(topic)) {
        told.accept("Kafka topic '" + topic + "' twice", "name it once");
      }
    }
    if (!kafka.group().isEmpty() && !NAME.matcher(kafka.group()).matches()) {
      told.accept("'" + kafka.group() + "' cannot be a consumer group's name", hint());
    }
  }

  private static String hint() {
    return "at most 249 letters, digits, '.', '_' and '-', not '.' or '..'";
  }
}
