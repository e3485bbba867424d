package dev.portolan.provider.knative.config;

import dev.portolan.deploy.driver.DeadLetterWays;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says which brokers cannot be what functions take them for: a topic, a queue, a bucket and a table
 * are each the broker of its name, and a broker has but one name and sends to all who ask.
 */
final class BrokerCheck {
  private static final String NAME = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

  private final Names names;
  private final List<Problem> problems = new ArrayList<>();

  /** What each broker was first taken for. */
  private final Map<String, String> uses = new TreeMap<>();

  /** Who takes from each queue. */
  private final Map<String, String> takers = new TreeMap<>();

  private BrokerCheck(Names names) {
    this.names = names;
  }

  static List<Problem> problems(List<FunctionSpec> functions, Names names) {
    BrokerCheck check = new BrokerCheck(names);
    for (FunctionSpec function : functions) {
      function.triggers().forEach(trigger -> check.trigger(function.name(), trigger));
      function.uses(Use.Kind.SEND).forEach(name -> check.broker(function.name(), "queue", name));
      function
          .deadLetter()
          .filter(name -> !EventSettings.isUrl(names.of(name)))
          .ifPresent(name -> check.broker(function.name(), "queue", name));
    }
    // two queues may be one broker here
    check.problems.addAll(
        new DeadLetterWays(functions, DeadLetterWays::queues, names::of)
            .hidden(KnativeSettings.PROVIDER));
    check.problems.addAll(names.strays(KnativeSettings.PROVIDER, functions));
    return check.problems;
  }

  private void trigger(String function, Trigger trigger) {
    if (trigger instanceof Trigger.Topic topic) {
      broker(function, "topic", topic.topic());
    } else if (trigger instanceof Trigger.Queue queue) {
      broker(function, "queue", queue.queue());
      taker(function, queue.queue());
    } else if (trigger instanceof Trigger.ObjectCreated objects) {
      broker(function, "bucket", objects.bucket());
    } else if (trigger instanceof Trigger.ObjectDeleted objects) {
      broker(function, "bucket", objects.bucket());
    } else if (trigger instanceof Trigger.RecordChanged records) {
      broker(function, "table", records.table());
    }
  }

  private void broker(String function, String use, String name) {
    String broker = names.of(name);
    if (!broker.matches(NAME)) {
      problems.add(
          Problem.of(
              function,
              use + " '" + broker + "' cannot be a broker's name",
              "use lower-case letters, digits, dashes and dots"));
    }
    String other = uses.putIfAbsent(broker, use);
    if (other != null && !other.equals(use)) {
      problems.add(
          Problem.of(
              function,
              "broker '" + broker + "' would be a " + other + " and a " + use,
              "name another broker for one of them: portolan.knative.names." + name));
    }
  }

  private void taker(String function, String queue) {
    String other = takers.putIfAbsent(names.of(queue), function);
    if (other != null) {
      problems.add(
          Problem.of(
              function,
              "takes from the queue '"
                  + queue
                  + "' as "
                  + other
                  + " does, and a broker would send"
                  + " every message to both",
              "let one function take from it, or let both take it as a @Topic"));
    }
  }
}
