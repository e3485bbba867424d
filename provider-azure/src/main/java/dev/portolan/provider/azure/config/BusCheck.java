package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.DeadLetterWays;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether it is said where the queues and topics are that functions take from or send to, in names
 * that can be.
 */
final class BusCheck {
  private BusCheck() {}

  static void add(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    problems.addAll(Names.of(given).strays(AzureSettings.PROVIDER, functions));
    twice(functions, given, problems);
    problems.addAll(
        new DeadLetterWays(functions, DeadLetterWays::queues, word -> place(word, given))
            .hidden(AzureSettings.PROVIDER));
    for (FunctionSpec function : functions) {
      BusName.queues(function)
          .distinct()
          .map(each -> BusName.of(each, given))
          .forEach(named -> check(function, named, "queue", BusName.QUEUE, problems));
      BusName.topic(function)
          .map(each -> BusName.of(each.topic(), given))
          .ifPresent(named -> check(function, named, "topic", BusName.TOPIC, problems));
      function
          .deadLetter()
          .ifPresent(word -> deadLetters(function, BusName.of(word, given), given, problems));
    }
  }

  /** Which queue a word means: Service Bus compares without case. */
  private static String place(String word, Settings given) {
    BusName name = BusName.of(word, given);
    String all =
        name.namespace().isEmpty() ? name.entity() : name.namespace() + "/" + name.entity();
    return all.toLowerCase(Locale.ROOT);
  }

  /**
   * Dead letters that Service Bus cannot move: it chains what "is part of the same namespace".
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding">Autoforwarding</a>
   */
  private static void deadLetters(
      FunctionSpec function, BusName dead, Settings given, List<Problem> problems) {
    BusName.topic(function)
        .map(topic -> BusName.of(topic.topic(), given))
        .filter(topic -> !topic.namespace().isEmpty() && !dead.namespace().isEmpty())
        .filter(topic -> !topic.namespace().equalsIgnoreCase(dead.namespace()))
        .ifPresent(
            topic ->
                problems.add(
                    Problem.of(
                        function.name() + ": deadLetter",
                        "the queue %s is in namespace %s, and Service Bus moves what fails of topic %s within %s alone"
                            .formatted(
                                dead.entity(), dead.namespace(), topic.entity(), topic.namespace()),
                        "name a queue there with portolan.azure.names." + dead.word())));
  }

  /** Names of one namespace are of one kind. */
  private static void twice(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    Map<String, BusName> queues = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (FunctionSpec function : functions) {
      BusName.queues(function)
          .map(each -> BusName.of(each, given))
          .filter(named -> !named.namespace().isEmpty())
          .forEach(named -> queues.put(named.namespace() + "/" + named.entity(), named));
    }
    for (FunctionSpec function : functions) {
      Optional<BusName> topic =
          BusName.topic(function).map(each -> BusName.of(each.topic(), given));
      if (topic.isPresent()) {
        String name = topic.get().namespace() + "/" + topic.get().entity();
        if (queues.containsKey(name)) {
          problems.add(
              Problem.of(
                  function.name() + ": topic " + topic.get().word(),
                  name + " is a queue too, and Service Bus has no two of one name",
                  "name another with "
                      + SettingReader.name(AzureSettings.PROVIDER, "names." + topic.get().word())));
        }
      }
    }
  }

  private static void check(
      FunctionSpec function, BusName named, String kind, String form, List<Problem> problems) {
    String setting = SettingReader.name(AzureSettings.PROVIDER, "names." + named.word());
    if (named.namespace().isEmpty()) {
      problems.add(
          Problem.of(
              function.name() + ": " + kind + " " + named.word(),
              "nothing says which Service Bus namespace it is in",
              "set portolan.azure.serviceBus, or %s=<namespace>/<%s>".formatted(setting, kind)));
    } else if (!named.entity().matches(form) || !named.namespace().matches(BusName.NAMESPACE)) {
      Problem problem =
          Problem.of(
              setting,
              "'%s/%s' cannot be a %s of Service Bus"
                  .formatted(named.namespace(), named.entity(), kind),
              "write <%s>, or <namespace>/<%s>".formatted(kind, kind)
                  + (kind.equals("topic") ? ", the topic with 100 characters at most" : ""));
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }
}
