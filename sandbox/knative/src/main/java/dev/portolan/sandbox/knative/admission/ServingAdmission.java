package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Admission;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.KubeErrors;

/** The webhooks of Serving. Source of their names: knative/serving {@code config/core/webhooks}. */
final class ServingAdmission implements Admission {
  private static final String VALIDATION = "validation.webhook.serving.knative.dev";

  @Override
  public void mutate(Review review) {
    switch (review.type().kind()) {
      case "Service" -> ServingDefaults.service(review);
      case "Configuration" -> {
        ServingDefaults.configuration(review);
        ServingDefaults.user(review);
      }
      case "Route" -> {
        ServingDefaults.route(review);
        ServingDefaults.user(review);
      }
      case "Revision" -> ServingDefaults.revision(review);
      default -> throw new IllegalArgumentException(review.type().kind());
    }
  }

  @Override
  public void validate(Review review) {
    FieldErrors errors =
        switch (review.type().kind()) {
          case "Service" -> service(review);
          case "Configuration" -> configuration(review);
          case "Route" -> route(review);
          default -> revision(review);
        };
    errors.warnings().forEach(review.warnings());
    if (!errors.isEmpty()) {
      throw KubeErrors.denied(VALIDATION, "validation failed: " + errors.text());
    }
  }

  private static FieldErrors service(Review review) {
    ObjectNode next = review.next();
    FieldErrors metadata = MetadataValidation.of(next);
    metadata.also(MetadataValidation.rolloutDuration(next));
    FieldErrors errors = metadata.via("metadata");
    errors.also(
        TemplateValidation.of(next.path("spec").path("template"), Json.name(next)).via("spec"));
    errors.also(TrafficValidation.of(next.path("spec").path("traffic"), true).via("spec"));
    return errors.also(changes(review, true));
  }

  private static FieldErrors changes(Review review, boolean template) {
    FieldErrors errors = FieldErrors.none();
    ObjectNode next = review.next();
    review
        .old()
        .ifPresent(
            old -> {
              if (!next.path("metadata").has("ownerReferences")
                  || review.type().kind().equals("Service")) {
                errors.also(MetadataValidation.creator(old, next));
              }
              if (template) {
                JsonNode before = old.path("spec").path("template");
                errors.also(
                    TemplateValidation.nameChange(before, next.path("spec").path("template")));
              }
            });
    return errors;
  }

  private static FieldErrors configuration(Review review) {
    ObjectNode next = review.next();
    FieldErrors errors = MetadataValidation.of(next).via("metadata");
    errors.also(owner(next, "serving.knative.dev/service", "Service"));
    errors.also(
        TemplateValidation.of(next.path("spec").path("template"), Json.name(next)).via("spec"));
    return errors.also(changes(review, true));
  }

  private static FieldErrors route(Review review) {
    ObjectNode next = review.next();
    FieldErrors metadata = MetadataValidation.of(next);
    metadata.also(MetadataValidation.rolloutDuration(next));
    FieldErrors errors = metadata.via("metadata");
    errors.also(owner(next, "serving.knative.dev/service", "Service"));
    errors.also(TrafficValidation.of(next.path("spec").path("traffic"), false).via("spec"));
    return errors.also(changes(review, false));
  }

  private static FieldErrors revision(Review review) {
    ObjectNode next = review.next();
    FieldErrors errors = MetadataValidation.name(next.path("metadata")).via("metadata");
    errors.also(
        AutoscalingValidation.of(next.path("metadata").path("annotations"))
            .via("metadata.annotations"));
    errors.also(owner(next, "serving.knative.dev/configuration", "Configuration"));
    if (review.create()) {
      return errors.also(TemplateValidation.revisionSpec(next.path("spec")).via("spec"));
    }
    JsonNode before = review.old().get().path("spec");
    String difference = ShortDiff.of("{v1.RevisionSpec}", before, next.path("spec"));
    return difference.isEmpty()
        ? errors
        : FieldErrors.of("Immutable fields changed (-old +new)", difference, "spec");
  }

  /** A label that names an owner must have the reference to it beside it. */
  private static FieldErrors owner(ObjectNode object, String label, String kind) {
    String value = object.path("metadata").path("labels").path(label).asText("");
    if (value.isEmpty()) {
      return FieldErrors.none();
    }
    for (JsonNode reference : object.path("metadata").path("ownerReferences")) {
      if (reference.path("kind").asText().equals(kind)
          && reference.path("name").asText().equals(value)) {
        return FieldErrors.none();
      }
    }
    return FieldErrors.missing(label).via("metadata.labels");
  }
}
