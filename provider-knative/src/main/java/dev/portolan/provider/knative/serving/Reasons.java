package dev.portolan.provider.knative.serving;

import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a step is needed, in as few words as say it. */
final class Reasons {
  private static final int MOST = 4;
  private static final List<String> OURS =
      List.of(
          Ownership.ARTIFACT, Ownership.CONFIGURATION, "metadata.name", ".image:", "spec.traffic");

  private Reasons() {}

  /** Why a new revision is made: other code, another configuration, or both. */
  static String of(Wanted wanted, Seen seen, Service asked) {
    Optional<Revision> before = seen.serving().flatMap(seen::revision);
    boolean code =
        before
            .flatMap(each -> Ownership.annotation(each, Ownership.ARTIFACT))
            .filter(wanted.artifact()::equals)
            .isEmpty();
    List<String> parts = new ArrayList<>();
    if (code) {
      parts.add("the code has changed");
    }
    Drift.between(seen.service(), asked).differences().stream()
        .filter(each -> OURS.stream().noneMatch(each::contains))
        .forEach(parts::add);
    return parts.isEmpty() ? "the configuration has changed" : joined(parts);
  }

  static String of(Drift drift) {
    return joined(drift.differences());
  }

  private static String joined(List<String> parts) {
    List<String> first = parts.subList(0, Math.min(MOST, parts.size()));
    int more = parts.size() - first.size();
    return String.join("; ", first) + (more > 0 ? "; and " + more + " more" : "");
  }
}
