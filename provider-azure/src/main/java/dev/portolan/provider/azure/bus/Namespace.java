package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import java.net.URI;
import java.util.Map;

/**
 * A namespace of Service Bus.
 *
 * @param host where it is reached
 * @param tier {@code Basic}, {@code Standard} or {@code Premium}
 */
public record Namespace(String id, String name, String host, String tier) {
  static Namespace of(Map<String, ?> told) {
    String name = Json.text(told, "name");
    String endpoint = Json.text(Json.object(told, "properties"), "serviceBusEndpoint");
    String host = endpoint.isEmpty() ? null : URI.create(endpoint).getHost();
    return new Namespace(
        Json.text(told, "id"),
        name,
        host == null ? name + ".servicebus.windows.net" : host,
        Json.text(Json.object(told, "sku"), "tier"));
  }

  /** The id of one of its queues. */
  public String queue(String queue) {
    return id + "/queues/" + queue;
  }

  /** The id of one of its topics. */
  public String topic(String topic) {
    return topic(id, topic);
  }

  static String topic(String namespace, String topic) {
    return namespace + "/topics/" + topic;
  }

  /**
   * Whether it can have topics.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quickstart-topics-subscriptions-portal">"Topics/subscriptions
   *     aren't supported in the Basic pricing tier"</a>
   */
  public boolean hasTopics() {
    return !tier.equalsIgnoreCase("Basic");
  }

  /** The resource group that it is in. */
  public String group() {
    return Place.group(id);
  }
}
