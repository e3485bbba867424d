package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a revision may ask of its pod, with every feature as it is without an operator's
 * configuration. Source: knative/serving {@code pkg/apis/serving/k8s_validation.go}, {@code
 * fieldmask.go}, {@code pkg/apis/config/features.go}.
 */
final class PodSpecValidation {
  private static final Set<String> ALLOWED =
      Set.of(
          "serviceAccountName",
          "containers",
          "volumes",
          "imagePullSecrets",
          "enableServiceLinks",
          "automountServiceAccountToken",
          // the fields of a revision that stand beside those of its pod
          "containerConcurrency",
          "timeoutSeconds",
          "responseStartTimeoutSeconds",
          "idleTimeoutSeconds");

  private PodSpecValidation() {}

  static FieldErrors of(JsonNode spec) {
    FieldErrors errors = FieldErrors.none();
    TreeSet<String> disallowed = new TreeSet<>();
    for (Map.Entry<String, JsonNode> each : Json.fields(spec)) {
      boolean automount =
          each.getKey().equals("automountServiceAccountToken") && each.getValue().asBoolean();
      if (!ALLOWED.contains(each.getKey()) && !each.getValue().isEmpty()
          || !ALLOWED.contains(each.getKey()) && each.getValue().isValueNode()
          || automount) {
        disallowed.add(each.getKey());
      }
    }
    if (!disallowed.isEmpty()) {
      errors.also(FieldErrors.disallowed(disallowed.toArray(String[]::new)));
    }
    JsonNode init = spec.path("initContainers");
    if (!init.isEmpty()) {
      errors.also(
          FieldErrors.of(
              "pod spec support for init-containers is off, but found %d init containers"
                  .formatted(init.size()),
              ""));
    }
    JsonNode containers = spec.path("containers");
    errors.also(VolumeValidation.of(spec));
    errors.also(ports(containers));
    containers(containers, spec.path("volumes"), errors);
    String account = spec.path("serviceAccountName").asText("");
    if (!account.isEmpty() && !account.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
      errors.also(
          FieldErrors.invalid(
              account,
              "serviceAccountName",
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                  + " 'example.com', regex used for validation is"
                  + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }
    return errors;
  }

  private static void containers(JsonNode containers, JsonNode volumes, FieldErrors errors) {
    if (containers.isEmpty()) {
      errors.also(FieldErrors.missing("containers"));
    }
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < containers.size(); i++) {
      String name = containers.get(i).path("name").asText("");
      if (containers.size() > 1 && !names.add(name)) {
        errors.also(
            FieldErrors.of("duplicate container name \"%s\"".formatted(name), "", "name")
                .via("containers", i));
      }
      boolean serving = containers.size() == 1 || !containers.get(i).path("ports").isEmpty();
      errors.also(ContainerValidation.of(containers.get(i), volumes, serving).via("containers", i));
    }
  }

  private static FieldErrors ports(JsonNode containers) {
    int count = 0;
    for (JsonNode container : containers) {
      count += container.path("ports").size();
    }
    if (count == 0 && containers.size() > 1) {
      return FieldErrors.missing("ports").via("containers[*]");
    }
    return count > 1
        ? FieldErrors.of(
                "more than one container port is set",
                "Only a single port is allowed across all containers",
                "ports")
            .via("containers[*]")
        : FieldErrors.none();
  }

  /** Security settings whose Kubernetes default is not safe: told, not refused. */
  static FieldErrors insecure(JsonNode spec) {
    FieldErrors errors = FieldErrors.none();
    JsonNode containers = spec.path("containers");
    for (int i = 0; i < containers.size(); i++) {
      JsonNode context = containers.get(i).path("securityContext");
      FieldErrors here = FieldErrors.none();
      for (String field :
          List.of("runAsNonRoot", "allowPrivilegeEscalation", "seccompProfile", "capabilities")) {
        if (!context.has(field)) {
          here.also(
              FieldErrors.of(
                  "Kubernetes default value is insecure, Knative may default this to secure in a"
                      + " future release",
                  "",
                  field));
        }
      }
      errors.also(here.via("securityContext").via("containers", i));
    }
    return errors.asWarnings();
  }
}
