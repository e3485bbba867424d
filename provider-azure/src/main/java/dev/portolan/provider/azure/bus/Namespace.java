package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.wire.Json;
import java.net.URI;
import java.util.Map;

/**
 * A namespace of Service Bus.
 *
 * @param host where it is reached
 */
public record Namespace(String id, String name, String host) {
  static Namespace of(Map<String, ?> told) {
    String name = Json.text(told, "name");
    String endpoint = Json.text(Json.object(told, "properties"), "serviceBusEndpoint");
    String host = endpoint.isEmpty() ? null : URI.create(endpoint).getHost();
    return new Namespace(
        Json.text(told, "id"), name, host == null ? name + ".servicebus.windows.net" : host);
  }

  /** The id of one of its queues. */
  public String queue(String queue) {
    return id + "/queues/" + queue;
  }

  /** The resource group that it is in. */
  public String group() {
    String[] parts = id.split("/");
    return parts.length > 4 ? parts[4] : "";
  }
}
