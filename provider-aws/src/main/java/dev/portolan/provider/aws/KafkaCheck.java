package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be said against a function's Kafka before any call. */
final class KafkaCheck {
  /** "only support functions with maximum timeout limits of 14 minutes": with-msk.html. */
  private static final int LONGEST_SECONDS = 840;

  /** Topics, in API_CreateEventSourceMapping.html. */
  private static final String TOPIC = "[^.][a-zA-Z0-9_.-]{1,248}";

  /** ConsumerGroupId, in API_AmazonManagedKafkaEventSourceConfig.html. */
  private static final String GROUP = "[a-zA-Z0-9/*:_+=.@-]{1,200}";

  private KafkaCheck() {}

  static void add(
      Place place, List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Map<String, String> groups = new HashMap<>();
    for (FunctionSpec function : functions) {
      List<Trigger.Kafka> all = function.triggers(Trigger.Kafka.class).toList();
      if (!all.isEmpty()) {
        KafkaSettings.read(function, settings, problems);
        timeout(function, problems);
      }
      for (Trigger.Kafka asked : all) {
        for (String topic : asked.topics()) {
          topic(place, function, asked, topic, groups, problems);
        }
      }
    }
  }

  private static void timeout(FunctionSpec function, List<Problem> problems) {
    long seconds = function.sizing().timeout().toSeconds();
    if (seconds > LONGEST_SECONDS) {
      problems.add(
          Problem.of(
              "function " + function.name(),
              "timeout is " + seconds + " s, and it takes records of Kafka",
              "Lambda gives a function that Kafka calls "
                  + LONGEST_SECONDS
                  + " s at most: lower the timeout"));
    }
  }

  private static void topic(
      Place place,
      FunctionSpec function,
      Trigger.Kafka asked,
      String topic,
      Map<String, String> groups,
      List<Problem> problems) {
    String where = "function " + function.name();
    if (!topic.matches(TOPIC)) {
      problems.add(
          Problem.of(
              where,
              "takes the topic " + topic,
              "Lambda takes from one of 2 to 249 letters, digits, -, _ and dots, none of which is"
                  + " the first"));
    }
    String group = WantedKafka.group(place, function, asked, topic);
    if (!group.matches(GROUP)) {
      problems.add(
          Problem.of(
              where,
              "takes the topic " + topic + " in the group " + asked.group(),
              "Lambda takes letters, digits and -/*:_+=.@ in a group's name"));
    }
    String other = groups.put(group, function.name());
    if (other != null) {
      String named = asked.group().isEmpty() ? group : asked.group();
      problems.add(
          Problem.of(
              where,
              "takes the topic " + topic + " in the group " + named + ", as " + other,
              "give each a group of its own: to Lambda both are "
                  + group
                  + ", and one must be \"unique among all your Kafka event sources\""));
    }
  }
}
