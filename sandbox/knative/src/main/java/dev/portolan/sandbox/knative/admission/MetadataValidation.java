package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.time.GoDuration;
import java.time.Duration;
import java.util.Map;

/**
 * Names and annotations of Knative's objects. Source: knative/pkg {@code
 * apis/metadata_validation.go}, knative/serving {@code pkg/apis/serving/metadata_validation.go}.
 */
final class MetadataValidation {
  private static final String GROUP = "serving.knative.dev";

  private MetadataValidation() {}

  static FieldErrors of(JsonNode object) {
    FieldErrors errors = name(object.path("metadata"));
    for (Map.Entry<String, JsonNode> each : annotations(object)) {
      if (each.getKey().startsWith("autoscaling.knative.dev")) {
        errors.also(
            FieldErrors.invalidKey(
                each.getKey(),
                "annotations",
                "autoscaling annotations must be put under"
                    + " \"spec.template.metadata.annotations\" to work"));
      }
    }
    return errors;
  }

  static FieldErrors name(JsonNode metadata) {
    String wrong = DnsLabel.wrong1035(metadata.path("name").asText());
    return wrong.isEmpty()
        ? FieldErrors.none()
        : FieldErrors.of("not a DNS 1035 label: " + wrong, "", "name");
  }

  static Iterable<Map.Entry<String, JsonNode>> annotations(JsonNode object) {
    return Json.fields(object.path("metadata").path("annotations"));
  }

  static FieldErrors rolloutDuration(JsonNode object) {
    String key = GROUP + "/rollout-duration";
    String alias = GROUP + "/rolloutDuration";
    JsonNode annotations = object.path("metadata").path("annotations");
    String used = annotations.has(key) ? key : alias;
    String value = annotations.path(used).asText("");
    if (value.isEmpty()) {
      return FieldErrors.none();
    }
    Duration duration = GoDuration.parse(value);
    if (duration == null) {
      return FieldErrors.invalid(value, used).via("annotations");
    }
    if (duration.getNano() != 0) {
      return FieldErrors.of(
              "rollout-duration=%s is not at second precision".formatted(value), "", used)
          .via("annotations");
    }
    return duration.isNegative()
        ? FieldErrors.of("rollout-duration=%s must be positive".formatted(value), "", used)
            .via("annotations")
        : FieldErrors.none();
  }

  /** Who made an object cannot be changed by the one who changes it. */
  static FieldErrors creator(JsonNode old, JsonNode next) {
    FieldErrors errors = FieldErrors.none();
    String creator = GROUP + "/creator";
    String modifier = GROUP + "/lastModifier";
    if (!annotation(old, creator).equals(annotation(next, creator))) {
      errors.also(FieldErrors.of("annotation value is immutable", "", creator));
    }
    if (old.path("spec").equals(next.path("spec"))
        && !annotation(old, modifier).equals(annotation(next, modifier))) {
      errors.also(FieldErrors.invalid(annotation(next, modifier), modifier));
    }
    return errors.via("metadata.annotations");
  }

  private static String annotation(JsonNode object, String key) {
    return Json.get(object, "metadata", "annotations", key).asText("");
  }
}
