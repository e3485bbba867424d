package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The revisions that have had all users once, in the order in which they last had, as an annotation
 * of the service tells. It is written in the very call that gives a revision its users; Cloud Run
 * itself does not tell one that served from one that was only asked under its tag.
 */
record Served(List<String> revisions) {
  static final String ANNOTATION = "portolan.dev/served";

  static Served of(Service service) {
    String text = service.getAnnotationsOrDefault(ANNOTATION, "");
    return new Served(
        Arrays.stream(text.split(",")).filter(each -> !each.isEmpty()).distinct().toList());
  }

  /**
   * With one that serves from now on, without those that are gone.
   *
   * @param before the one that has users until now: one that is not among these was never proven
   */
  Served then(Optional<String> before, String revision, Collection<String> there) {
    List<String> all = new ArrayList<>(revisions);
    before.filter(all::remove).ifPresent(all::add);
    all.remove(revision);
    all.add(revision);
    all.retainAll(there);
    return new Served(all);
  }

  /** With one that serves again, where it stands: what served before it still comes before it. */
  Served back(String revision, Collection<String> there) {
    return has(revision)
        ? new Served(revisions.stream().filter(there::contains).toList())
        : then(Optional.empty(), revision, there);
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
