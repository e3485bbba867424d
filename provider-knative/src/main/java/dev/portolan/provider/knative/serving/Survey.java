package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
   * The same with what has one of our names and is ours by its annotation, though it bears no label
   * of ours: adopted, or its label was taken off. Refuses to touch what has another owner.
   */
  public Survey withAdopted(KubeCalls kube, Owner owner, List<Wanted> all) throws Exception {
    SortedMap<String, Seen> more = new TreeMap<>(seen);
    List<Ownership.Stranger> strangers = new ArrayList<>();
    for (Wanted wanted : all) {
      Optional<Service> other =
          seen.containsKey(wanted.service()) ? Optional.empty() : kube.service(wanted.service());
      if (other.isPresent() && Ownership.owns(owner, other.get())) {
        List<Revision> revisions = kube.revisions(Map.of(Seen.SERVICE_OF, wanted.service()));
        more.put(wanted.service(), Seen.of(other.get(), revisions));
      } else {
        other.ifPresent(service -> strangers.add(Ownership.stranger("service", service)));
      }
    }
    if (!strangers.isEmpty()) {
      throw Ownership.refusal(owner, strangers);
    }
    return new Survey(more);
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
