package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Service;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The revisions that have had all users once, as an annotation of the service tells. It is written
 * in the very call that gives a revision its users; Knative itself does not tell one that served
 * from one that was only asked under its tag.
 *
 * @param revisions their names
 */
record Served(SortedSet<String> revisions) {
  Served {
    revisions = new TreeSet<>(revisions);
  }

  static Served none() {
    return new Served(new TreeSet<>());
  }

  static Served of(Service service) {
    String text = Ownership.annotation(service, Ownership.SERVED).orElse("");
    return new Served(new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split(","))));
  }

  Served and(String revision) {
    Served all = new Served(revisions);
    all.revisions.add(revision);
    return all;
  }

  /** These and one more, without those that are gone. */
  Served and(String revision, Seen seen) {
    Served left = new Served(revisions);
    left.revisions.removeIf(each -> seen.revision(each).isEmpty());
    return left.and(revision);
  }

  boolean has(String revision) {
    return revisions.contains(revision);
  }

  boolean isEmpty() {
    return revisions.isEmpty();
  }

  /** As the annotation spells it. */
  String text() {
    return String.join(",", revisions);
  }
}
