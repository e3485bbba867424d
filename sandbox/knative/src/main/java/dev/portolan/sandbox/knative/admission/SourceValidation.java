package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.time.CronSchedule;
import dev.portolan.sandbox.knative.kube.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The sources of events. Source: knative/eventing {@code pkg/apis/sources/v1}, knative-extensions/
 * eventing-kafka-broker {@code control-plane/pkg/apis/sources/v1}.
 */
final class SourceValidation {
  private SourceValidation() {}

  static FieldErrors ping(JsonNode spec) {
    FieldErrors errors = FieldErrors.none();
    String schedule = spec.path("schedule").asText("");
    if (schedule.contains("@every")) {
      errors.also(FieldErrors.invalid("unsupported descriptor @every", "schedule"));
    } else {
      try {
        CronSchedule.parse(schedule, spec.path("timezone").asText(""));
      } catch (IllegalArgumentException e) {
        String field = e.getMessage().startsWith("provided bad location") ? "timezone" : "schedule";
        errors.also(FieldErrors.invalid(e.getMessage(), field));
      }
    }
    errors.also(Destinations.of(spec.path("sink")).via("sink"));
    return errors.also(data(spec));
  }

  private static FieldErrors data(JsonNode spec) {
    String data = spec.path("data").asText("");
    String base64 = spec.path("dataBase64").asText("");
    if (!data.isEmpty() && !base64.isEmpty()) {
      return FieldErrors.multipleOneOf("data", "dataBase64");
    }
    String field = base64.isEmpty() ? "data" : "dataBase64";
    if (!base64.isEmpty()) {
      try {
        data = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return FieldErrors.invalid("illegal base64 data at input byte 0", field);
      }
    }
    boolean json = spec.path("contentType").asText("").equals("application/json");
    return json && !data.isEmpty() && !isObject(data)
        ? FieldErrors.invalid("invalid character looking for beginning of value", field)
        : FieldErrors.none();
  }

  private static boolean isObject(String text) {
    try {
      return Json.parse(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static void kafkaDefaults(ObjectNode source) {
    ObjectNode spec = Json.at(source, "spec");
    if (spec.path("consumerGroup").asText("").isEmpty()) {
      spec.put("consumerGroup", "knative-kafka-source-" + UUID.randomUUID());
    }
    if (!spec.has("consumers")) {
      spec.put("consumers", 1);
    }
    if (spec.path("initialOffset").asText("").isEmpty()) {
      spec.put("initialOffset", "latest");
    }
    if (!spec.has("ordering")) {
      spec.put("ordering", "ordered");
    }
    if (spec.path("sink").path("ref") instanceof ObjectNode ref && !ref.has("namespace")) {
      ref.put("namespace", Json.namespace(source));
    }
  }

  static FieldErrors kafka(ObjectNode source, Optional<ObjectNode> old) {
    JsonNode spec = source.path("spec");
    FieldErrors errors = Destinations.of(spec.path("sink")).via("sink");
    for (String field : new String[] {"topics", "bootstrapServers"}) {
      if (spec.path(field).isEmpty()) {
        errors.also(FieldErrors.missing(field));
      }
    }
    one(spec, "initialOffset", Set.of("earliest", "latest"), errors);
    one(spec, "ordering", Set.of("ordered", "unordered"), errors);
    errors = errors.via("spec");
    if (old.isPresent()) {
      String before = old.get().path("spec").path("consumerGroup").asText();
      String after = spec.path("consumerGroup").asText();
      if (!before.equals(after)) {
        errors.also(
            FieldErrors.of(
                "Immutable fields changed (-old +new)",
                "{string}:\n\t-: \"%s\"\n\t+: \"%s\"\n".formatted(before, after),
                "spec"));
      }
    }
    return errors;
  }

  private static void one(JsonNode spec, String field, Set<String> allowed, FieldErrors errors) {
    String value = spec.path(field).asText("");
    if (!allowed.contains(value)) {
      errors.also(FieldErrors.invalid(value, field));
    }
  }

  static FieldErrors binding(ObjectNode binding) {
    JsonNode spec = binding.path("spec");
    JsonNode subject = spec.path("subject");
    FieldErrors errors = FieldErrors.none();
    for (String field : new String[] {"apiVersion", "kind"}) {
      if (subject.path(field).asText("").isEmpty()) {
        errors.also(FieldErrors.missing(field).via("subject"));
      }
    }
    errors.also(Destinations.of(spec.path("sink")).via("sink"));
    errors = errors.via("spec");
    String namespace = subject.path("namespace").asText("");
    if (!namespace.isEmpty() && !namespace.equals(Json.namespace(binding))) {
      errors.also(FieldErrors.invalid(namespace, "spec.subject.namespace"));
    }
    return errors;
  }
}
