package dev.portolan.provider.azure.config;

import java.util.Map;
import java.util.Optional;

/**
 * The app settings by which a host finds what a function takes from at Service Bus, without a key:
 * what stands in {@code function.json} is their names, so that the same package takes from another
 * queue or topic elsewhere.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#identity-based-connections">Identity-based
 *     connections</a>
 */
public enum BusConnection {
  QUEUE("PORTOLAN_QUEUE"),
  TOPIC("PORTOLAN_TOPIC");

  private final String prefix;

  BusConnection(String prefix) {
    this.prefix = prefix;
  }

  /** What the others begin with; no setting is called so, which would be a key. */
  public String prefix() {
    return prefix;
  }

  /** The name of the queue or the topic in its namespace. */
  public String entity() {
    return prefix + "_NAME";
  }

  /** The name of the subscription to the topic. */
  public String subscription() {
    return prefix + "_SUBSCRIPTION";
  }

  /** The resource id of what is taken from, by which a later run knows what right was given. */
  public String id() {
    return prefix + "_ID";
  }

  /** The namespace's host. */
  public String host() {
    return prefix + "__fullyQualifiedNamespace";
  }

  /** The resource id of what is taken from, by these settings. */
  public Optional<String> id(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(id()));
  }
}
