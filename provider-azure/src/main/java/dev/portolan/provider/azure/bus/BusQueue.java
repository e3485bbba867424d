package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.BusName;
import java.util.Optional;

/**
 * A queue that functions take from, as it was found.
 *
 * @param namespace empty if the subscription has none of that name that we may see
 * @param taken whether a topic has its name, so that it cannot be made
 */
public record BusQueue(
    BusName name, Optional<Namespace> namespace, BusSource source, boolean taken) {
  public boolean there() {
    return source.there();
  }

  /** Its resource id; empty without a namespace. */
  public String id() {
    return namespace.map(each -> each.queue(name.entity())).orElse("");
  }

  /** Where its namespace is reached; empty without one. */
  public String host() {
    return namespace.map(Namespace::host).orElse("");
  }
}
