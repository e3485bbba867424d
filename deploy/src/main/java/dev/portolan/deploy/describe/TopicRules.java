package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Trigger;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What a topic may be called on every platform; docs/decisions/0013 has their rules. */
final class TopicRules {
  private static final Pattern NAME = Pattern.compile("(?!goog)[a-z][a-z0-9-]{1,61}[a-z0-9]");

  private TopicRules() {}

  /**
   * @param told of each fault, and of what to do about it
   */
  static void check(Trigger.Topic topic, BiConsumer<String, String> told) {
    if (!NAME.matcher(topic.topic()).matches()) {
      told.accept(
          "'" + topic.topic() + "' cannot be a topic's name on every platform",
          "3 to 63 lower-case letters, digits and dashes, a letter first, no dash last, not 'goog'"
              + " first");
    }
    Set<String> seen = new HashSet<>();
    for (String type : topic.types()) {
      if (type.isBlank()) {
        told.accept("an event type without a name", "leave types out to take all");
      } else if (!seen.add(type)) {
        told.accept("event type '" + type + "' twice", "name it once");
      }
    }
  }
}
