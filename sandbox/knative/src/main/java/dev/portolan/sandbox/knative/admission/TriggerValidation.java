package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Triggers. Source: knative/eventing {@code pkg/apis/eventing/v1/trigger_validation.go}. */
final class TriggerValidation {
  private static final List<String> DIALECTS =
      List.of("exact", "prefix", "suffix", "all", "any", "not", "cesql");

  private TriggerValidation() {}

  static FieldErrors of(ObjectNode trigger, Optional<ObjectNode> old) {
    JsonNode spec = trigger.path("spec");
    FieldErrors errors = FieldErrors.none();
    boolean broker = !spec.path("broker").asText("").isEmpty();
    boolean reference = spec.has("brokerRef");
    if (!broker && !reference) {
      errors.also(FieldErrors.missing("broker"));
    } else if (broker && reference) {
      errors.also(FieldErrors.multipleOneOf("broker", "brokerRef"));
    }
    errors.also(attributes(spec.path("filter").path("attributes")).via("filter.attributes"));
    errors.also(filters(spec.path("filters")).via("filters"));
    errors.also(Destinations.of(spec.path("subscriber")).via("subscriber"));
    errors.also(Destinations.delivery(spec.path("delivery")).via("delivery"));
    errors = errors.via("spec");
    if (old.isPresent()) {
      String before = old.get().path("spec").path("broker").asText("");
      String after = spec.path("broker").asText("");
      if (!before.equals(after)) {
        errors.also(
            FieldErrors.of(
                "Immutable fields changed (-old +new)",
                "{string}:\n\t-: \"%s\"\n\t+: \"%s\"\n".formatted(before, after),
                "spec",
                "broker"));
      }
    }
    return errors;
  }

  private static FieldErrors attributes(JsonNode attributes) {
    FieldErrors errors = FieldErrors.none();
    for (Map.Entry<String, JsonNode> each : Json.fields(attributes)) {
      if (!each.getKey().matches("[a-z][a-z0-9]*")) {
        errors.also(
            FieldErrors.invalidKey(
                    each.getKey(),
                    "",
                    "Attribute name must start with a letter and can only contain lowercase"
                        + " alphanumeric")
                .viaKey(each.getKey()));
      }
    }
    return errors;
  }

  private static FieldErrors filters(JsonNode filters) {
    FieldErrors errors = FieldErrors.none();
    for (int i = 0; i < filters.size(); i++) {
      errors.also(filter(filters.get(i)).via("[" + i + "]"));
    }
    return errors;
  }

  private static FieldErrors filter(JsonNode filter) {
    FieldErrors errors = FieldErrors.none();
    if (DIALECTS.stream().filter(name -> !filter.path(name).isMissingNode()).count() > 1) {
      errors.also(
          FieldErrors.of("multiple dialects found, filters can have only one dialect set", ""));
    }
    for (String dialect : List.of("exact", "prefix", "suffix")) {
      errors.also(attributes(filter.path(dialect)).via(dialect));
    }
    for (String nested : List.of("all", "any")) {
      errors.also(filters(filter.path(nested)).via(nested));
    }
    return filter.has("not") ? errors.also(filter(filter.path("not")).via("not")) : errors;
  }
}
