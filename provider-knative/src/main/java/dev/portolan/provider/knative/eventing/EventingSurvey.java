package dev.portolan.provider.knative.eventing;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.ObjectCalls;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an owner has in a namespace that brings functions their events.
 *
 * @param kinds those that the cluster knows
 */
public record EventingSurvey(Map<EventKind, Found> kinds) {
  private static final int FORBIDDEN = 403;

  /**
   * What there is of one kind.
   *
   * @param version of the API that it was read in
   * @param readable whether we may look
   */
  record Found(String version, List<GenericKubernetesResource> objects, boolean readable) {}

  /**
   * Reads each kind that the cluster may have: to ask for all of a kind is to ask whether it is.
   */
  public static EventingSurvey of(ObjectCalls calls, Capabilities cluster, Owner owner)
      throws Exception {
    Map<EventKind, Found> kinds = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      if (cluster.has(kind.group())) {
        found(calls, kind, owner).ifPresent(found -> kinds.put(kind, found));
      }
    }
    return new EventingSurvey(kinds);
  }

  /** What may not be read counts as none; the plan says so, and applying one tells the rest. */
  private static Optional<Found> found(ObjectCalls calls, EventKind kind, Owner owner)
      throws Exception {
    for (String version : kind.versions()) {
      try {
        Optional<List<GenericKubernetesResource>> objects =
            calls.list(kind.in(version), Ownership.selector(owner));
        if (objects.isPresent()) {
          return Optional.of(
              new Found(
                  version,
                  objects.get().stream().filter(each -> Ownership.owns(owner, each)).toList(),
                  true));
        }
      } catch (KubernetesClientException e) {
        if (e.getCode() != FORBIDDEN) {
          throw e;
        }
        return Optional.of(new Found(version, List.of(), false));
      }
    }
    return Optional.empty();
  }

  /** Refuses what the cluster has not installed, all at once. */
  public void require(Collection<Subscription> wanted) {
    List<String> missing =
        wanted.stream()
            .filter(each -> !kinds.containsKey(each.kind()))
            .map(
                each ->
                    "%s: the cluster has no %s, which brings %s (%s)"
                        .formatted(
                            each.function(),
                            each.kind().kind(),
                            each.events(),
                            each.kind().installed()))
            .toList();
    if (!missing.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          String.join("; ", missing),
          "have it installed: https://knative.dev/docs/install/");
    }
  }

  /** What a person should know: what cannot be seen cannot be tidied either. */
  public List<String> notes() {
    return kinds.entrySet().stream()
        .filter(each -> !each.getValue().readable())
        .map(each -> "you may not list " + each.getKey().plural() + ": old ones are not deleted")
        .toList();
  }

  Optional<GenericKubernetesResource> of(Subscription wanted) {
    return objects(wanted.kind()).stream()
        .filter(each -> each.getMetadata().getName().equals(wanted.name()))
        .findFirst();
  }

  /** The functions that have any. */
  public SortedSet<String> functions() {
    return kinds.values().stream()
        .flatMap(found -> found.objects().stream())
        .map(Ownership::function)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public String version(EventKind kind) {
    return kinds.get(kind).version();
  }

  List<GenericKubernetesResource> objects(EventKind kind) {
    return kinds.containsKey(kind) ? kinds.get(kind).objects() : List.of();
  }
}
