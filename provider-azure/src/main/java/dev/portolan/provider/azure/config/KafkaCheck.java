package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be said against the topics of Kafka that functions take from. */
final class KafkaCheck {
  /** {@code org.apache.kafka.common.internals.Topic}: LEGAL_CHARS, MAX_NAME_LENGTH. */
  private static final String TOPIC = "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}";

  private KafkaCheck() {}

  static void add(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    Map<String, String> takers = new HashMap<>();
    for (FunctionSpec function : functions) {
      String brokers = FunctionSettings.from(function, given).kafka().brokers();
      for (KafkaTopic topic : KafkaTopic.of(function)) {
        named(function, topic, problems);
        if (topic.named().isEmpty()) {
          continue;
        }
        String other =
            takers.put(brokers + " " + topic.named() + " " + topic.name(), function.name());
        if (other != null) {
          problems.add(
              Problem.of(
                  function.name() + ": topic " + topic.name(),
                  "is taken from in the group " + topic.named() + ", as by " + other,
                  "give each a group of its own: within one, each record goes to one of them"));
        }
      }
    }
  }

  /**
   * What a binding says of topic and group is first taken for the name of a setting, and only if
   * none is called so for what it is.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-kafka-extension/blob/dev/src/Microsoft.Azure.WebJobs.Extensions.Kafka/Extensions/ConfigurationExtensions.cs">ResolveSecureSetting</a>
   */
  private static void named(FunctionSpec function, KafkaTopic topic, List<Problem> problems) {
    String where = function.name() + ": topic " + topic.name();
    if (!topic.name().matches(TOPIC)) {
      problems.add(
          Problem.of(
              where,
              "is none that Kafka has",
              "write 1 to 249 letters, digits, '.', '_' and '-', and not dots alone"));
    }
    for (String name : List.of(topic.name(), topic.named())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (EnvironmentCheck.isFound(lower)
          || function.environment().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
        problems.add(
            Problem.of(
                where,
                "Azure's host would put the value of the variable '" + name + "' in its place",
                "call the variable, the topic or the group otherwise"));
      }
      if (name.contains("%")) {
        problems.add(
            Problem.of(
                where,
                "Azure's host reads what stands between '%' as the name of a setting",
                "name a group without '%'"));
      }
    }
  }
}
