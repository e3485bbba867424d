package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A queue or a topic of Service Bus, as settings name it: {@code name}, or {@code namespace/name}.
 *
 * @param word what functions call it
 * @param namespace the Service Bus namespace that it is in
 * @param entity its name there
 */
public record BusName(String word, String namespace, String entity) {
  /**
   * A namespace's name, in all of Azure.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus">Naming
   *     rules: Microsoft.ServiceBus</a>
   */
  static final String NAMESPACE = "(?!.*-(sb|mgmt)$)[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]";

  static final String NAMESPACE_FORM =
      "a Service Bus namespace's name: 6 to 50 letters, digits and dashes";

  /** Without the slashes that Azure takes: they part the namespace here. */
  static final String QUEUE = "[A-Za-z0-9]([A-Za-z0-9._-]{0,258}[A-Za-z0-9])?";

  /** Azure takes 260 letters too; with group and namespace a topic is the value of a tag. */
  static final String TOPIC = "[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?";

  /** The queue that a function takes from; it has one trigger of a kind at most. */
  public static Optional<Trigger.Queue> queue(FunctionSpec function) {
    return function.triggers(Trigger.Queue.class).findFirst();
  }

  /**
   * What functions call the queues that a function takes from, and those that it sends to, its dead
   * letters too.
   */
  public static Stream<String> queues(FunctionSpec function) {
    return Stream.of(
            queue(function).map(Trigger.Queue::queue).stream(),
            SentTo.uses(function).map(Use::name),
            function.deadLetter().stream())
        .flatMap(names -> names);
  }

  /** The topic that a function takes from. */
  public static Optional<Trigger.Topic> topic(FunctionSpec function) {
    return function.triggers(Trigger.Topic.class).findFirst();
  }

  /** Whether a function takes from anything at Service Bus. */
  public static boolean takes(FunctionSpec function) {
    return queue(function).isPresent() || topic(function).isPresent();
  }

  /** Whether a function takes from anything at Service Bus, or sends to anything there. */
  public static boolean any(FunctionSpec function) {
    return takes(function)
        || function.deadLetter().isPresent()
        || SentTo.uses(function).findAny().isPresent();
  }

  /** What is meant; the namespace is empty if nothing names it. */
  public static BusName of(String word, Settings given) {
    String here = Names.of(given).of(word);
    int end = here.indexOf('/');
    return end < 0
        ? new BusName(word, given.get("serviceBus").orElse(""), here)
        : new BusName(word, here.substring(0, end), here.substring(end + 1));
  }
}
