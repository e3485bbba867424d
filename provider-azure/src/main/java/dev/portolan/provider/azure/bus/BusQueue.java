package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.QueueName;
import dev.portolan.provider.azure.wire.Json;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that functions take from, as it was found.
 *
 * @param namespace empty if the subscription has none of that name that we may see
 * @param told what Azure tells of it; empty if it is not there
 */
public record BusQueue(
    QueueName name, Optional<Namespace> namespace, Optional<Map<String, ?>> told) {
  public boolean there() {
    return told.isPresent();
  }

  /** Its resource id; empty without a namespace. */
  public String id() {
    return namespace.map(each -> each.queue(name.queue())).orElse("");
  }

  /** Where its namespace is reached; empty without one. */
  public String host() {
    return namespace.map(Namespace::host).orElse("");
  }

  /** Whether it hands out messages by sessions alone. */
  public boolean sessions() {
    return told.filter(all -> Boolean.TRUE.equals(all.get("requiresSession"))).isPresent();
  }

  /**
   * Where all of its messages go on to, so that nobody takes any here; empty if they stay.
   *
   * @see <a href="https://github.com/MicrosoftDocs/azure-docs/issues/86422">"Cannot use a trigger
   *     on 'test-messages' entity with auto-forwarding enabled"</a>
   */
  public Optional<String> forwards() {
    return told("forwardTo").filter(text -> !text.isEmpty());
  }

  /**
   * The state in which it hands out nothing; empty if it hands out messages.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend#queue-status">Queue
   *     status: Disabled, ReceiveDisabled</a>
   */
  public Optional<String> closed() {
    return told("status").filter(text -> text.matches("Disabled|ReceiveDisabled"));
  }

  private Optional<String> told(String name) {
    return told.map(all -> Json.text(all, name));
  }
}
