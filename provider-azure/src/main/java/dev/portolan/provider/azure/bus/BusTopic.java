package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.wire.Json;
import java.util.Map;
import java.util.Optional;

/**
 * A topic that functions subscribe to, as it was found.
 *
 * @param namespace empty if the subscription of Azure has none of that name that we may see
 * @param told what Azure tells of it; empty if it is not there
 * @param taken whether a queue has its name, so that it cannot be made
 */
public record BusTopic(
    BusName name, Optional<Namespace> namespace, Optional<Map<String, ?>> told, boolean taken) {
  public boolean there() {
    return told.isPresent();
  }

  /** Its resource id; empty without a namespace. */
  public String id() {
    return namespace.map(each -> each.topic(name.entity())).orElse("");
  }

  /** Where its namespace is reached; empty without one. */
  public String host() {
    return namespace.map(Namespace::host).orElse("");
  }

  /**
   * The state in which nothing can be published to it; empty if something can.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend#topic-status">Topic
   *     status: Disabled, SendDisabled</a>
   */
  public Optional<String> closed() {
    return told.map(all -> Json.text(all, "status"))
        .filter(text -> text.matches("Disabled|SendDisabled"));
  }
}
