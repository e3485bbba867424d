package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Optional;

/**
 * A queue of Service Bus, as settings name it: {@code queue}, or {@code namespace/queue}.
 *
 * @param word what functions call it
 * @param namespace the Service Bus namespace that it is in
 */
public record QueueName(String word, String namespace, String queue) {
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

  /** The queue that a function takes from; it has one trigger of a kind at most. */
  public static Optional<Trigger.Queue> of(FunctionSpec function) {
    return function.triggers(Trigger.Queue.class).findFirst();
  }

  /** What is meant; the namespace is empty if nothing names it. */
  public static QueueName of(String word, Settings given) {
    String here = Names.of(given).of(word);
    int end = here.indexOf('/');
    return end < 0
        ? new QueueName(word, given.get("serviceBus").orElse(""), here)
        : new QueueName(word, here.substring(0, end), here.substring(end + 1));
  }
}
