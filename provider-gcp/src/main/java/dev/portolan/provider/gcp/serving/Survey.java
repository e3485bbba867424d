package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an owner has in a place.
 *
 * @param seen by the services' names
 * @param strangers names of all other services
 */
public record Survey(SortedMap<String, Seen> seen, SortedMap<String, Service> strangers) {
  /** Nothing at all. */
  public static Survey none() {
    return new Survey(new TreeMap<>(), new TreeMap<>());
  }

  /** Everything that bears the owner's label, but what is being deleted. */
  public static Survey of(RunCalls calls, Owner owner) throws Exception {
    SortedMap<String, Seen> seen = new TreeMap<>();
    SortedMap<String, Service> strangers = new TreeMap<>();
    for (Service service : calls.services()) {
      String name = Place.last(service.getName());
      if (service.hasDeleteTime()) {
        continue;
      }
      if (Ownership.owns(owner, service.getLabelsMap())) {
        seen.put(name, Seen.of(service, calls.revisions(name)));
      } else {
        strangers.put(name, service);
      }
    }
    return new Survey(seen, strangers);
  }

  /** Refuses services of our names that have another owner, or none. */
  public void refuseStrangers(Owner owner, List<Wanted> all) {
    List<String> told = new ArrayList<>();
    for (Wanted wanted : all) {
      Service other = strangers.get(wanted.service());
      if (other != null) {
        String whose = other.getAnnotationsOrDefault(Ownership.OWNER_ANNOTATION, "");
        told.add(
            "service " + wanted.service() + (whose.isEmpty() ? "" : ", which belongs to " + whose));
      }
    }
    if (!told.isEmpty()) {
      throw Ownership.refusal(owner, told);
    }
  }

  public Optional<Seen> of(Wanted wanted) {
    return Optional.ofNullable(seen.get(wanted.service()));
  }

  /** The same without some services. */
  public Survey without(Collection<String> services) {
    SortedMap<String, Seen> rest = new TreeMap<>(seen);
    rest.keySet().removeAll(services);
    return new Survey(rest, strangers);
  }
}
