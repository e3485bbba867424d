package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;

/** Whether it is said where the queues are that functions take from, in names that can be. */
final class QueueCheck {
  private QueueCheck() {}

  static void add(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    problems.addAll(Names.of(given).strays(AzureSettings.PROVIDER, functions));
    for (FunctionSpec function : functions) {
      function
          .triggers(Trigger.Queue.class)
          .forEach(each -> check(function, each, given, problems));
    }
  }

  private static void check(
      FunctionSpec function, Trigger.Queue queue, Settings given, List<Problem> problems) {
    QueueName named = QueueName.of(queue.queue(), given);
    String setting = SettingReader.name(AzureSettings.PROVIDER, "names." + queue.queue());
    if (named.namespace().isEmpty()) {
      problems.add(
          Problem.of(
              function.name() + ": queue " + queue.queue(),
              "nothing says which Service Bus namespace it is in",
              "set portolan.azure.serviceBus, or " + setting + "=<namespace>/<queue>"));
    } else if (!named.queue().matches(QueueName.QUEUE)
        || !named.namespace().matches(QueueName.NAMESPACE)) {
      Problem problem =
          Problem.of(
              setting,
              "'" + named.namespace() + "/" + named.queue() + "' cannot be a queue of Service Bus",
              "write <queue>, or <namespace>/<queue>");
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }
}
