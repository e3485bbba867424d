package dev.portolan.provider.azure.bus;

import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that functions take from, or a topic that they subscribe to, as it was found.
 *
 * @param namespace empty if the subscription of Azure has none of that name that we may see
 * @param told what Azure tells of it; empty if it is not there
 * @param taken whether one of the other kind has its name, so that it cannot be made
 */
public record BusEntity(
    BusKind kind,
    BusName name,
    Optional<Namespace> namespace,
    Optional<Map<String, ?>> told,
    boolean taken) {
  /** Looks at it, in whichever of these namespaces it is. */
  public static BusEntity look(
      BusCalls calls, BusKind kind, BusName name, List<Namespace> namespaces) throws Exception {
    Optional<Namespace> namespace =
        namespaces.stream()
            .filter(each -> each.name().equalsIgnoreCase(name.namespace()))
            .findFirst();
    if (namespace.isEmpty()) {
      return new BusEntity(kind, name, namespace, Optional.empty(), false);
    }
    Optional<Map<String, ?>> told = calls.look(kind.id(namespace.get(), name.entity()));
    BusKind other = kind.other();
    boolean taken =
        told.isEmpty()
            && other.isIn(namespace.get())
            && calls.look(other.id(namespace.get(), name.entity())).isPresent();
    return new BusEntity(kind, name, namespace, told, taken);
  }

  public boolean there() {
    return told.isPresent();
  }

  /** Its resource id; empty without a namespace. */
  public String id() {
    return namespace.map(each -> kind.id(each, name.entity())).orElse("");
  }

  /** Where its namespace is reached; empty without one. */
  public String host() {
    return namespace.map(Namespace::host).orElse("");
  }

  /** As what a queue hands out messages. */
  public BusSource source() {
    return new BusSource(told);
  }

  /** What people call it. */
  public String shown() {
    return kind.word() + " " + name.entity();
  }

  /** The arguments by which Azure's own tool finds it, which are empty without a namespace. */
  public String arguments() {
    return namespace
        .map(
            each ->
                "--name %s --namespace-name %s --resource-group %s"
                    .formatted(name.entity(), name.namespace(), each.group()))
        .orElse("");
  }

  /** What helps if it is not the right one. */
  public String another() {
    return "name another with portolan.azure.names." + name.word();
  }

  /**
   * The state in which nothing can be published to a topic; empty if something can.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/entity-suspend#topic-status">Topic
   *     status: Disabled, SendDisabled</a>
   */
  public Optional<String> closed() {
    return closed(told);
  }

  /** The same, of what Azure tells of a topic. */
  public static Optional<String> closed(Optional<Map<String, ?>> told) {
    return told.map(all -> Json.text(all, "status"))
        .filter(text -> text.matches("Disabled|SendDisabled"));
  }
}
