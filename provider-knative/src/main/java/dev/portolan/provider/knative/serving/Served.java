package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Service;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The revisions that have had all users once, as an annotation of the service tells. It is written
 * in the very call that gives a revision its users; Knative itself does not tell one that served
 * from one that was only asked under its tag.
 *
 * @param revisions their names, each with the face that it served with
 */
record Served(SortedMap<String, Face> revisions) {
  Served {
    revisions = new TreeMap<>(revisions);
  }

  static Served none() {
    return new Served(new TreeMap<>());
  }

  static Served of(Service service) {
    Served all = none();
    String text = Ownership.annotation(service, Ownership.SERVED).orElse("");
    for (String entry : text.split(",")) {
      int mark = entry.indexOf('=');
      if (mark > 0) {
        all.revisions.put(entry.substring(0, mark), Face.parse(entry.substring(mark + 1)));
      }
    }
    return all;
  }

  Served and(String revision, Face face) {
    Served all = new Served(revisions);
    all.revisions.put(revision, face);
    return all;
  }

  /** These, the one that serves now and one more, without those that are gone. */
  Served and(String revision, Face face, Seen seen) {
    Served all = new Served(revisions);
    all.revisions.keySet().removeIf(each -> seen.revision(each).isEmpty());
    seen.live().ifPresent(live -> all.revisions.putIfAbsent(live, Face.of(seen.service())));
    return all.and(revision, face);
  }

  boolean has(String revision) {
    return revisions.containsKey(revision);
  }

  Optional<Face> face(String revision) {
    return Optional.ofNullable(revisions.get(revision));
  }

  boolean isEmpty() {
    return revisions.isEmpty();
  }

  /** As the annotation spells it. */
  String text() {
    return revisions.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue().text())
        .collect(Collectors.joining(","));
  }
}
