package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an owner has in a namespace.
 *
 * @param seen by the services' names
 */
public record Survey(SortedMap<String, Seen> seen) {
  /** Everything that bears the owner's label. */
  public static Survey of(KubeCalls kube, Owner owner) throws Exception {
    List<Revision> revisions = kube.revisions(Ownership.selector(owner));
    SortedMap<String, Seen> seen = new TreeMap<>();
    for (Service service : kube.services(Ownership.selector(owner))) {
      if (Ownership.owns(owner, service)) {
        seen.put(service.getMetadata().getName(), Seen.of(service, revisions));
      }
    }
    return new Survey(seen);
  }

  /**
   * Refuses to touch what has one of our names and another owner.
   *
   * @return the services that are to be made anew
   */
  public List<Wanted> preflight(KubeCalls kube, Owner owner, List<Wanted> all) throws Exception {
    List<Wanted> absent = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    for (Wanted wanted : all) {
      if (!seen.containsKey(wanted.service())) {
        Optional<Service> other = kube.service(wanted.service());
        other.ifPresent(service -> strangers.add(Ownership.stranger("service", service)));
        absent.add(wanted);
      }
    }
    if (!strangers.isEmpty()) {
      throw Ownership.refusal(owner, strangers);
    }
    return absent;
  }

  public Optional<Seen> of(Wanted wanted) {
    return Optional.ofNullable(seen.get(wanted.service()));
  }

  /** What is there of functions that the project no longer has. */
  public List<Seen> others(List<Wanted> all) {
    return seen.values().stream()
        .filter(each -> all.stream().noneMatch(w -> w.service().equals(each.name())))
        .toList();
  }
}
