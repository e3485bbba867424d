package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.time.GoDuration;
import java.time.Duration;

/**
 * The template of a revision. Source: knative/serving {@code serving/v1/revision_validation.go}.
 */
final class TemplateValidation {
  private static final int LONGEST = 600;
  private static final int BUSIEST = 1000;
  private static final String DEADLINE = "serving.knative.dev/progress-deadline";

  private TemplateValidation() {}

  /** Validates a template within the object of this name. */
  static FieldErrors of(JsonNode template, String parent) {
    FieldErrors errors = revisionSpec(template.path("spec")).via("spec");
    JsonNode annotations = template.path("metadata").path("annotations");
    errors.also(AutoscalingValidation.of(annotations).via("metadata.annotations"));
    errors.also(name(template.path("metadata").path("name").asText(""), parent));
    errors.also(deadline(annotations.path(DEADLINE).asText("")).via("metadata.annotations"));
    errors.also(PodSpecValidation.insecure(template.path("spec")).via("spec"));
    return errors.via("template");
  }

  static FieldErrors revisionSpec(JsonNode spec) {
    FieldErrors errors = PodSpecValidation.of(spec);
    long timeout = spec.path("timeoutSeconds").asLong();
    if (timeout > LONGEST || timeout < 0) {
      errors.also(FieldErrors.outOfBounds(timeout, 0, LONGEST, "timeoutSeconds"));
    }
    long concurrency = spec.path("containerConcurrency").asLong();
    if (concurrency < 0 || concurrency > BUSIEST) {
      errors.also(FieldErrors.outOfBounds(concurrency, 0, BUSIEST, "containerConcurrency"));
    }
    return errors;
  }

  private static FieldErrors name(String name, String parent) {
    FieldErrors errors = FieldErrors.none();
    if (name.isEmpty()) {
      return errors;
    }
    String wrong = DnsLabel.wrong1035(name);
    if (!wrong.isEmpty()) {
      return FieldErrors.invalid("not a DNS 1035 label: " + wrong, "metadata.name");
    }
    String prefix = parent + "-";
    if (!name.startsWith(prefix)) {
      errors.also(
          FieldErrors.invalid(
              "\"%s\" must have prefix \"%s\"".formatted(name, prefix), "metadata.name"));
    }
    return errors;
  }

  private static FieldErrors deadline(String value) {
    if (value.isEmpty()) {
      return FieldErrors.none();
    }
    Duration duration = GoDuration.parse(value);
    if (duration == null) {
      return FieldErrors.invalid(value, DEADLINE);
    }
    if (duration.getNano() != 0) {
      return FieldErrors.of(
          "progress-deadline=%s is not at second precision".formatted(value), "", DEADLINE);
    }
    return duration.isNegative()
        ? FieldErrors.of("progress-deadline=%s must be positive".formatted(value), "", DEADLINE)
        : FieldErrors.none();
  }

  /** A template that changes must change its name, if it has one. */
  static FieldErrors nameChange(JsonNode old, JsonNode next) {
    String name = next.path("metadata").path("name").asText("");
    if (name.isEmpty() || !name.equals(old.path("metadata").path("name").asText(""))) {
      return FieldErrors.none();
    }
    String difference = ShortDiff.of("{*v1.RevisionTemplateSpec}", plain(old), plain(next));
    return difference.isEmpty()
        ? FieldErrors.none()
        : FieldErrors.of(
                "Saw the following changes without a name change (-old +new)",
                difference,
                "metadata.name")
            .via("spec.template");
  }

  private static JsonNode plain(JsonNode template) {
    return Json.absent(template) ? Json.object() : template;
  }
}
