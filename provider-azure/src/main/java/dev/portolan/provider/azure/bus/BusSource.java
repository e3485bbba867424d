package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What hands out messages, a queue or a subscription to a topic, as it was found.
 *
 * @param told what Azure tells of it; empty if it is not there
 */
public record BusSource(Optional<Map<String, ?>> told) {
  /** One that is not there. */
  public static BusSource none() {
    return new BusSource(Optional.empty());
  }

  public boolean there() {
    return told.isPresent();
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

  /** Where what has failed too often goes on to, by its name; empty if it stays. */
  public Optional<String> deadLetters() {
    return told("forwardDeadLetteredMessagesTo").map(Place::last).filter(text -> !text.isEmpty());
  }

  /** Whether that is a queue of this name, or nothing: Service Bus compares without case. */
  public boolean leadsTo(Optional<String> queue) {
    return deadLetters()
        .map(name -> queue.filter(name::equalsIgnoreCase).isPresent())
        .orElse(queue.isEmpty());
  }

  /**
   * Whether that is left as it is: it is as wanted, or nothing is and somebody else said it.
   *
   * @param queue where it shall go; empty for nowhere
   * @param before where we had it go; empty if we said nothing
   */
  public boolean stays(Optional<String> queue, Optional<String> before) {
    return leadsTo(queue) || queue.isEmpty() && !leadsTo(before);
  }

  /**
   * The state in which it hands out nothing; empty if it hands out messages.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend#queue-status">Queue
   *     status, subscription status: Disabled, ReceiveDisabled</a>
   */
  public Optional<String> closed() {
    return told("status").filter(text -> text.matches("Disabled|ReceiveDisabled"));
  }

  private Optional<String> told(String name) {
    return told.map(all -> Json.text(all, name));
  }
}
