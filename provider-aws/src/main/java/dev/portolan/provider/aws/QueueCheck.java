package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;

/** What can be said against a function's queue before any call. */
final class QueueCheck {
  private QueueCheck() {}

  static void add(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Names names = Names.of(settings);
    SettingReader reader = SettingReader.of(settings, problems);
    functions.stream()
        .flatMap(each -> each.triggers().stream())
        .filter(Trigger.Queue.class::isInstance)
        .map(trigger -> ((Trigger.Queue) trigger).queue())
        .distinct()
        .filter(name -> QueueName.parse(names.of(name)).isEmpty())
        .forEach(
            name ->
                reader.problem(
                    "names." + name,
                    "'"
                        + names.of(name)
                        + "' is neither the name of a queue (1 to 80 letters, digits, _ and -,"
                        + " .fifo at the end of an ordered one) nor its ARN or URL"));
  }
}
