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

  private KafkaCheck() {}

  static void add(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Map<String, String> groups = new HashMap<>();
    for (FunctionSpec function : functions) {
      KafkaSettings own = KafkaSettings.read(function, settings, problems);
      function
          .triggers(Trigger.Kafka.class)
          .forEach(
              asked -> {
                timeout(function, problems);
                if (!asked.group().isEmpty()) {
                  shared(function, asked, own, groups, problems);
                }
              });
    }
  }

  private static void timeout(FunctionSpec function, List<Problem> problems) {
    long seconds = function.sizing().timeout().toSeconds();
    if (seconds > LONGEST_SECONDS) {
      problems.add(
          Problem.of(
              "function " + function.name(),
              "timeout is " + seconds + " s, and it takes records of Kafka",
              "Lambda gives a function that Kafka calls 840 s at most: lower the timeout"));
    }
  }

  private static void shared(
      FunctionSpec function,
      Trigger.Kafka asked,
      KafkaSettings own,
      Map<String, String> groups,
      List<Problem> problems) {
    for (String topic : asked.topics()) {
      String other = groups.put(own.cluster() + asked.group() + "/" + topic, function.name());
      if (other != null) {
        problems.add(
            Problem.of(
                "function " + function.name(),
                "takes the topic " + topic + " in the group " + asked.group() + ", as " + other,
                "give each a group of its own: at AWS one must be \"unique among all your Kafka"
                    + " event sources\""));
      }
    }
  }
}
