package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.QueueName;
import java.util.Optional;

/**
 * A queue that functions take from, as it was found.
 *
 * @param namespace empty if the subscription has none of that name that we may see
 * @param there whether it is there
 * @param sessions whether it hands out messages by sessions alone
 */
public record BusQueue(
    QueueName name, Optional<Namespace> namespace, boolean there, boolean sessions) {
  /** Its resource id; empty without a namespace. */
  public String id() {
    return namespace.map(each -> each.queue(name.queue())).orElse("");
  }

  /** Where its namespace is reached; empty without one. */
  public String host() {
    return namespace.map(Namespace::host).orElse("");
  }
}
