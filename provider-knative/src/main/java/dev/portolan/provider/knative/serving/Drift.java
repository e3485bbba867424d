package dev.portolan.provider.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.provider.knative.cluster.Differences;
import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs between a service as we ask for it and as it is there.
 *
 * @param differences {@code path: is → shall be}
 */
record Drift(List<String> differences) {
  static Drift between(Service live, Service wanted) {
    List<String> differences = new ArrayList<>();
    JsonNode asked = tree(wanted);
    JsonNode there = tree(live);
    for (String part : List.of("labels", "annotations")) {
      differences.addAll(
          Differences.of(
              part, asked.path("metadata").path(part), there.path("metadata").path(part)));
    }
    differences.addAll(Differences.of("spec", asked.path("spec"), there.path("spec")));
    gone(live, wanted, differences);
    return new Drift(List.copyOf(differences));
  }

  boolean isEmpty() {
    return differences.isEmpty();
  }

  /** What we once asked for and ask for no more: a tag, and what keeps a service inside. */
  private static void gone(Service live, Service wanted, List<String> into) {
    boolean hidden = hidden(live);
    if (hidden && !hidden(wanted)) {
      into.add("labels." + Wanted.VISIBILITY + ": cluster-local → (none)");
    }
    List<String> asked = Traffic.text(wanted);
    if (into.stream().noneMatch(each -> each.startsWith("spec.traffic"))
        && !asked.equals(Traffic.text(live))) {
      into.add("spec.traffic: " + Traffic.text(live) + " → " + asked);
    }
  }

  /** Whether a service has an address inside the cluster only. */
  static boolean hidden(Service service) {
    var labels = service.getMetadata().getLabels();
    return labels != null && labels.containsKey(Wanted.VISIBILITY);
  }

  private static JsonNode tree(Service service) {
    return KubeJson.SHARED.convertValue(service, JsonNode.class);
  }
}
