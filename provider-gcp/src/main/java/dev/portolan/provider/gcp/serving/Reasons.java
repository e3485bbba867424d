package dev.portolan.provider.gcp.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a step is needed, in as few words as say it. */
final class Reasons {
  private static final int MOST = 4;

  private Reasons() {}

  /** Why a new revision is made: other code, another configuration, or both. */
  static String of(Wanted wanted, Seen seen) {
    Optional<Shape> before = seen.serving().flatMap(seen::revision).map(Shape::of);
    if (before.isEmpty()) {
      return "nothing serves yet";
    }
    List<String> parts = new ArrayList<>();
    if (!before.get().artifact().equals(wanted.artifact())) {
      parts.add("the code has changed");
    }
    parts.addAll(before.get().differences(wanted.shape()));
    return parts.isEmpty() ? "the configuration has changed" : joined(parts);
  }

  static String between(Shape is, Shape shall) {
    List<String> parts = is.differences(shall);
    return parts.isEmpty() ? "somebody has changed the service" : joined(parts);
  }

  static String joined(List<String> parts) {
    List<String> first = parts.subList(0, Math.min(MOST, parts.size()));
    int more = parts.size() - first.size();
    return String.join("; ", first) + (more > 0 ? "; and " + more + " more" : "");
  }
}
