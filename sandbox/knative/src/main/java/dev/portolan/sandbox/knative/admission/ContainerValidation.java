package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One container of a revision. Source: knative/serving {@code pkg/apis/serving/k8s_validation.go}.
 */
final class ContainerValidation {
  private static final Set<String> RESERVED =
      Set.of("PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION");
  private static final Set<Integer> PORTS = Set.of(8008, 8012, 8013, 8022, 9090, 9091);
  private static final Set<String> PROBES = Set.of("httpGet", "tcpSocket", "exec", "grpc");

  private ContainerValidation() {}

  static FieldErrors of(JsonNode container, JsonNode volumes, boolean serving) {
    FieldErrors errors = FieldErrors.none();
    if (serving) {
      for (String probe : List.of("livenessProbe", "startupProbe")) {
        errors.also(probe(container.path(probe)).via(probe));
      }
      errors.also(readiness(container.path("readinessProbe")).via("readinessProbe"));
    }
    if (container.path("name").asText().equals("queue-proxy")) {
      errors.also(FieldErrors.of("\"queue-proxy\" is a reserved container name", "", "name"));
    }
    errors.also(env(container.path("env"), serving).via("env"));
    errors.also(envFrom(container.path("envFrom")).via("envFrom"));
    errors.also(image(container.path("image").asText("")));
    errors.also(ports(container.path("ports")).via("ports"));
    errors.also(security(container.path("securityContext")).via("securityContext"));
    errors.also(VolumeValidation.mounts(container.path("volumeMounts"), volumes));
    return errors;
  }

  private static FieldErrors env(JsonNode env, boolean serving) {
    FieldErrors errors = FieldErrors.none();
    for (int i = 0; i < env.size(); i++) {
      String name = env.get(i).path("name").asText("");
      FieldErrors one = FieldErrors.none();
      if (name.isEmpty()) {
        one.also(FieldErrors.missing("name"));
      } else if (RESERVED.contains(name) && (serving || !name.equals("PORT"))) {
        one.also(
            FieldErrors.of(
                "\"%s\" is a reserved environment variable".formatted(name), "", "name"));
      }
      for (String source : List.of("fieldRef", "resourceFieldRef")) {
        if (env.get(i).path("valueFrom").has(source)) {
          one.also(FieldErrors.disallowed(source).via("valueFrom"));
        }
      }
      errors.also(one.via("[" + i + "]"));
    }
    return errors;
  }

  private static FieldErrors envFrom(JsonNode sources) {
    FieldErrors errors = FieldErrors.none();
    for (JsonNode source : sources) {
      boolean map = source.has("configMapRef");
      boolean secret = source.has("secretRef");
      if (map && secret) {
        errors.also(FieldErrors.multipleOneOf("configMapRef", "secretRef"));
      } else if (!map && !secret) {
        errors.also(FieldErrors.missingOneOf("configMapRef", "secretRef"));
      }
    }
    return errors;
  }

  private static FieldErrors image(String image) {
    if (image.isEmpty()) {
      return FieldErrors.missing("image");
    }
    if (!image.matches(
        "[A-Za-z0-9][-A-Za-z0-9.]*(:\\d+)?(/[a-z0-9][-a-z0-9._]*)*(:[\\w][\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?")) {
      return FieldErrors.of(
          "Failed to parse image reference",
          "image: \"%s\", error: could not parse reference: %s".formatted(image, image),
          "image");
    }
    return FieldErrors.none();
  }

  private static FieldErrors ports(JsonNode ports) {
    if (ports.isEmpty()) {
      return FieldErrors.none();
    }
    FieldErrors errors = FieldErrors.none();
    JsonNode port = ports.get(0);
    int number = port.path("containerPort").asInt();
    if (PORTS.contains(number)) {
      errors.also(
          FieldErrors.invalid(
              number + " is a reserved port",
              "containerPort",
              number + " is a reserved port, please use a different value"));
    }
    if (number < 0 || number > 65535) {
      errors.also(FieldErrors.outOfBounds(number, 0, 65535, "containerPort"));
    }
    String protocol = port.path("protocol").asText("");
    if (!protocol.isEmpty() && !protocol.equals("TCP")) {
      errors.also(FieldErrors.invalid(protocol, "protocol"));
    }
    String name = port.path("name").asText("");
    if (!Set.of("h2c", "http1", "").contains(name)) {
      errors.also(
          FieldErrors.of(
              "Port name %s is not allowed".formatted(name),
              "Name must be empty, or one of: 'h2c', 'http1'",
              ""));
    }
    return errors;
  }

  private static FieldErrors probe(JsonNode probe) {
    if (Json.absent(probe)) {
      return FieldErrors.none();
    }
    List<String> handlers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : Json.fields(probe)) {
      if (PROBES.contains(each.getKey())) {
        handlers.add(each.getKey());
      }
    }
    if (handlers.isEmpty()) {
      return FieldErrors.missingOneOf("httpGet", "tcpSocket", "exec", "grpc");
    }
    return handlers.size() > 1
        ? FieldErrors.multipleOneOf(handlers.toArray(String[]::new))
        : FieldErrors.none();
  }

  private static FieldErrors readiness(JsonNode probe) {
    if (Json.absent(probe)) {
      return FieldErrors.none();
    }
    FieldErrors errors = probe(probe);
    long period = probe.path("periodSeconds").asLong();
    for (String field : List.of("periodSeconds", "initialDelaySeconds")) {
      if (probe.path(field).asLong() < 0) {
        errors.also(
            FieldErrors.outOfBounds(probe.path(field).asLong(), 0, Integer.MAX_VALUE, field));
      }
    }
    if (probe.path("successThreshold").asLong() < 1) {
      errors.also(
          FieldErrors.outOfBounds(
              probe.path("successThreshold").asLong(), 1, Integer.MAX_VALUE, "successThreshold"));
    }
    for (String field : List.of("failureThreshold", "timeoutSeconds")) {
      long value = probe.path(field).asLong();
      if (period == 0 && value != 0) {
        errors.also(FieldErrors.of(field + " is disallowed when periodSeconds is zero", "", field));
      } else if (period != 0 && value < 1) {
        errors.also(FieldErrors.outOfBounds(value, 1, Integer.MAX_VALUE, field));
      }
    }
    return errors;
  }

  private static FieldErrors security(JsonNode context) {
    FieldErrors errors = FieldErrors.none();
    if (context.path("privileged").asBoolean()) {
      errors.also(FieldErrors.disallowed("privileged"));
    }
    if (context.path("capabilities").has("add")) {
      errors.also(FieldErrors.disallowed("add").via("capabilities"));
    }
    for (String field : List.of("runAsUser", "runAsGroup")) {
      long id = context.path(field).asLong();
      if (id < 0 || id > Integer.MAX_VALUE) {
        errors.also(FieldErrors.outOfBounds(id, 0, Integer.MAX_VALUE, field));
      }
    }
    return errors;
  }
}
