package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Traffic targets. Source: knative/serving {@code pkg/apis/serving/v1/route_validation.go}. */
final class TrafficValidation {
  private TrafficValidation() {}

  /**
   * Validates a list of targets.
   *
   * @param inService whether a Service has it, whose configuration is meant
   */
  static FieldErrors of(JsonNode traffic, boolean inService) {
    FieldErrors errors = FieldErrors.none();
    Map<String, Integer> tags = new HashMap<>();
    long sum = 0;
    for (int i = 0; i < traffic.size(); i++) {
      JsonNode target = traffic.get(i);
      errors.also(target(target, inService).via("[" + i + "]"));
      sum += target.path("percent").asLong();
      String tag = target.path("tag").asText("");
      if (!tag.isEmpty()) {
        errors.also(tag(tag, i, tags));
      }
    }
    if (sum != 100) {
      errors.also(FieldErrors.of("Traffic targets sum to %d, want 100".formatted(sum), "", ""));
    }
    return errors.via("traffic");
  }

  private static FieldErrors tag(String tag, int index, Map<String, Integer> tags) {
    FieldErrors errors = FieldErrors.none();
    String wrong = DnsLabel.wrong1035(tag);
    if (!wrong.isEmpty()) {
      errors.also(FieldErrors.invalid("not a DNS 1035 label: " + wrong, "").via("tag", index));
    }
    Integer first = tags.putIfAbsent(tag, index);
    if (first != null) {
      errors.also(
          FieldErrors.of(
              "Multiple definitions for \"%s\"".formatted(tag),
              "",
              "[%d].tag".formatted(index),
              "[%d].tag".formatted(first)));
    }
    return errors;
  }

  private static FieldErrors target(JsonNode target, boolean inService) {
    FieldErrors errors = FieldErrors.none();
    String revision = target.path("revisionName").asText("");
    String configuration = target.path("configurationName").asText("");
    if (target.has("latestRevision")
        && target.path("latestRevision").asBoolean() == !revision.isEmpty()) {
      errors.also(
          FieldErrors.of(
              "may not set revisionName \"%s\" when latestRevision is %s"
                  .formatted(revision, target.path("latestRevision").asBoolean()),
              "",
              "latestRevision"));
    }
    errors.also(reference(revision, configuration, inService));
    long percent = target.path("percent").asLong();
    if (percent < 0 || percent > 100) {
      errors.also(FieldErrors.outOfBounds(percent, 0, 100, "percent"));
    }
    if (!target.path("url").asText("").isEmpty()) {
      errors.also(FieldErrors.disallowed("url"));
    }
    return errors;
  }

  private static FieldErrors reference(String revision, String configuration, boolean inService) {
    if (inService && !configuration.isEmpty()) {
      return FieldErrors.disallowed("configurationName");
    }
    if (!revision.isEmpty() && !configuration.isEmpty()) {
      return FieldErrors.multipleOneOf("revisionName", "configurationName");
    }
    if (!revision.isEmpty()) {
      return qualified(revision, "revisionName");
    }
    if (!configuration.isEmpty()) {
      return qualified(configuration, "configurationName");
    }
    return inService
        ? FieldErrors.none()
        : FieldErrors.missingOneOf("revisionName", "configurationName");
  }

  private static FieldErrors qualified(String name, String field) {
    return DnsLabel.isQualified(name)
        ? FieldErrors.none()
        : FieldErrors.invalidKey(
            name,
            field,
            "name part must consist of alphanumeric characters,"
                + " '-', '_' or '.', and must start and end with an alphanumeric character (e.g."
                + " 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
  }
}
