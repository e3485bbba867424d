package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Admission.Review;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * What Serving fills in, with {@code config-defaults} as it comes. Source: knative/serving {@code
 * pkg/apis/serving/v1/*_defaults.go}, {@code pkg/apis/config/defaults.go}.
 */
final class ServingDefaults {
  private ServingDefaults() {}

  static void service(Review review) {
    configuration(review);
    traffic(Json.at(review.next(), "spec"), true);
    user(review);
  }

  static void configuration(Review review) {
    ObjectNode template = Json.at(review.next(), "spec", "template");
    String name = template.path("metadata").path("name").asText("");
    String before =
        review
            .old()
            .map(old -> Json.get(old, "spec", "template", "metadata", "name").asText(""))
            .orElse("");
    // With an equal name nothing is filled in, so that a template applied again without the
    // defaults
    // differs from the one that is kept, and is refused.
    if (name.isEmpty() || !name.equals(before)) {
      revisionSpec(Json.at(template, "spec"), review.create());
    }
  }

  static void route(Review review) {
    traffic(Json.at(review.next(), "spec"), false);
  }

  static void revision(Review review) {
    if (review.create()) {
      revisionSpec(Json.at(review.next(), "spec"), true);
    }
  }

  /** Notes who made and who changed an object that no controller owns. */
  static void user(Review review) {
    if (review.next().path("metadata").has("ownerReferences")) {
      return;
    }
    ObjectNode annotations = Json.at(review.next(), "metadata", "annotations");
    boolean changed =
        review.old().map(old -> !old.path("spec").equals(review.next().path("spec"))).orElse(true);
    if (review.create()) {
      annotations.put("serving.knative.dev/creator", review.user());
    }
    if (changed) {
      annotations.put("serving.knative.dev/lastModifier", review.user());
    }
  }

  private static void revisionSpec(ObjectNode spec, boolean create) {
    if (spec.path("timeoutSeconds").asLong() == 0) {
      spec.put("timeoutSeconds", 300);
    }
    long timeout = spec.path("timeoutSeconds").asLong();
    if (!spec.has("responseStartTimeoutSeconds") && timeout > 300) {
      spec.put("responseStartTimeoutSeconds", 300);
    }
    if (!spec.has("containerConcurrency")) {
      spec.put("containerConcurrency", 0);
    }
    Set<String> names = new HashSet<>();
    spec.path("containers").forEach(c -> names.add(c.path("name").asText("")));
    int next = 0;
    int count = spec.path("containers").size();
    for (JsonNode each : spec.path("containers")) {
      ObjectNode container = (ObjectNode) each;
      if (container.path("name").asText("").isEmpty()) {
        String name = "user-container";
        while (count > 1 && names.contains(name = "user-container-" + next)) {
          next++;
        }
        names.add(name);
        container.put("name", name);
      }
      container(container, spec, count, create);
    }
  }

  private static void container(ObjectNode container, ObjectNode spec, int count, boolean create) {
    Json.at(container, "resources");
    if (count == 1 || !container.path("ports").isEmpty()) {
      ObjectNode probe = Json.at(container, "readinessProbe");
      boolean none =
          !probe.has("tcpSocket")
              && !probe.has("httpGet")
              && !probe.has("exec")
              && !probe.has("grpc");
      if (none) {
        probe.putObject("tcpSocket").put("port", 0);
      }
    }
    if (container.get("readinessProbe") instanceof ObjectNode probe) {
      positive(probe, "successThreshold", 1);
      if (probe.path("periodSeconds").asLong() != 0) {
        positive(probe, "failureThreshold", 3);
        positive(probe, "timeoutSeconds", 1);
      }
    }
    if (create && !spec.has("enableServiceLinks")) {
      spec.put("enableServiceLinks", false);
    }
    Set<String> writable = new HashSet<>();
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.has("emptyDir")
          || volume.has("persistentVolumeClaim")
          || volume.has("ephemeral")) {
        writable.add(volume.path("name").asText());
      }
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      if (!writable.contains(mount.path("name").asText())) {
        ((ObjectNode) mount).put("readOnly", true);
      }
    }
  }

  private static void positive(ObjectNode probe, String field, int value) {
    if (probe.path(field).asLong() == 0) {
      probe.put(field, value);
    }
  }

  private static void traffic(ObjectNode spec, boolean inService) {
    if (spec.path("traffic").isEmpty() && inService) {
      spec.putArray("traffic").addObject().put("latestRevision", true).put("percent", 100);
    }
    if (spec.get("traffic") instanceof ArrayNode targets) {
      for (JsonNode each : targets) {
        ObjectNode target = (ObjectNode) each;
        if (!target.has("latestRevision")) {
          target.put("latestRevision", target.path("revisionName").asText("").isEmpty());
        }
        if (!target.has("percent")) {
          target.put("percent", 0);
        }
      }
    }
  }
}
