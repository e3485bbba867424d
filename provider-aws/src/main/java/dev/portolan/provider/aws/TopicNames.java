package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Optional;

/** What a function's topics are called here, where that is otherwise than the function says. */
final class TopicNames {
  /**
   * No {@code .fifo}: such a topic brings nothing to a function.
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html">CreateTopic</a>
   * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html">Message
   *     delivery for FIFO topics</a>
   */
  private static final String TOPIC = "[A-Za-z0-9_-]{1,256}";

  private TopicNames() {}

  /**
   * As {@link Names#VARIABLE} holds them: messages tell the topic's own name alone. The events of a
   * bus do not tell which one it is.
   */
  static Optional<String> text(FunctionSpec spec, Names names) {
    return names.text(
        spec.triggers(Trigger.Topic.class)
            .map(Trigger.Topic::topic)
            .filter(name -> BusName.parse(names.of(name)).isEmpty()));
  }

  static void check(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Names names = Names.of(settings);
    SettingReader reader = SettingReader.of(settings, problems);
    functions.stream()
        .flatMap(each -> each.triggers(Trigger.Topic.class))
        .map(Trigger.Topic::topic)
        .distinct()
        .filter(name -> !names.of(name).equals(name) && !names.of(name).matches(TOPIC))
        .filter(name -> BusName.parse(names.of(name)).isEmpty())
        .forEach(
            name ->
                reader.problem(
                    "names." + name,
                    "'"
                        + names.of(name)
                        + "' cannot be the name of a topic that calls functions: 1 to 256 letters,"
                        + " digits, _ and -, without the account and the region, or the ARN of an"
                        + " event bus"));
  }
}
