package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Service;
import java.util.Map;

/**
 * What belongs to a revision that serves, but stands on its service: whether it can be reached from
 * outside, what calls it, and a path that it answers.
 *
 * @param path empty if there is none to name
 */
record Face(boolean inside, String calledBy, String path) {
  static Face of(Service service) {
    return new Face(
        Drift.hidden(service),
        Ownership.annotation(service, Ownership.CALLED_BY).orElse("http"),
        Ownership.annotation(service, Ownership.PATH).orElse(""));
  }

  /** Reads what {@link #text()} has written. */
  static Face parse(String text) {
    String[] parts = text.split(":", 3);
    return new Face(
        parts[0].equals("inside"),
        parts.length > 1 ? parts[1].replace('+', ',') : "http",
        parts.length > 2 ? parts[2] : "");
  }

  String text() {
    return (inside ? "inside:" : "outside:") + calledBy.replace(',', '+') + ":" + path;
  }

  /** Gives it to a service, in place of the one that it has. */
  void over(Map<String, String> labels, Map<String, String> annotations) {
    labels.remove(Wanted.VISIBILITY);
    if (inside) {
      labels.put(Wanted.VISIBILITY, Wanted.INSIDE);
    }
    annotations.put(Ownership.CALLED_BY, calledBy);
    annotations.remove(Ownership.PATH);
    if (!path.isEmpty()) {
      annotations.put(Ownership.PATH, path);
    }
  }
}
