package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the functions of one plan want of buckets, all together: where one of them takes over what
 * another had, both are changed in one call, since S3 refuses to tell two.
 *
 * @param ids of the entries that these functions have, in whatever bucket
 */
record Handover(Set<String> ids, List<WantedObjects> wanted) {
  /**
   * All that is wanted.
   *
   * @param doomed names of functions that go in the same plan
   */
  static Handover of(List<Wanted> all, List<String> doomed) {
    Set<String> ids = new TreeSet<>();
    List<WantedObjects> objects = new ArrayList<>();
    for (Wanted wanted : all) {
      ids.add(WantedObjects.id(wanted.physicalName()));
      objects.addAll(wanted.events().objects());
    }
    doomed.forEach(name -> ids.add(WantedObjects.id(name)));
    return new Handover(ids, objects);
  }

  /** The document with one entry as it is wanted, and those of the others that are there. */
  Notifications aligned(Notifications held, WantedObjects own) {
    Notifications next = held;
    for (var entry : held.functions()) {
      Optional<WantedObjects> its =
          wanted.stream()
              .filter(one -> one.bucket().equals(own.bucket()) && one.id().equals(entry.id()))
              .findFirst();
      if (its.isPresent()) {
        next = held.has(its.get()) ? next : next.with(its.get());
      } else if (ids.contains(entry.id()) && own.overlaps(entry.eventsAsStrings())) {
        next = next.without(entry.id());
      }
    }
    return next.has(own) ? next : next.with(own);
  }
}
