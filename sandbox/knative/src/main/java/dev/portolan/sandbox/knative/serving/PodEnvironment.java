package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.knative.kube.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a container, read from the objects it refers to when its pod starts. */
final class PodEnvironment {
  private final Objects objects;

  PodEnvironment(Objects objects) {
    this.objects = objects;
  }

  Map<String, String> of(ObjectNode revision, JsonNode container, String podName)
      throws PodFailedException {
    Map<String, String> all = new LinkedHashMap<>();
    String namespace = Json.namespace(revision);
    for (JsonNode source : container.path("envFrom")) {
      from(source, namespace, all);
    }
    for (JsonNode each : container.path("env")) {
      JsonNode source = each.path("valueFrom");
      if (source.has("secretKeyRef")) {
        put(each, keyed(source.path("secretKeyRef"), "secrets", "Secret", namespace), all);
      } else if (source.has("configMapKeyRef")) {
        put(each, keyed(source.path("configMapKeyRef"), "configmaps", "ConfigMap", namespace), all);
      } else {
        all.put(each.path("name").asText(), expanded(each.path("value").asText(""), all));
      }
    }
    all.put("K_REVISION", Json.name(revision));
    all.put("K_CONFIGURATION", Objects.label(revision, "serving.knative.dev/configuration"));
    all.put("K_SERVICE", Objects.label(revision, "serving.knative.dev/service"));
    all.put("HOSTNAME", podName);
    return all;
  }

  private static void put(JsonNode each, Optional<String> value, Map<String, String> all) {
    value.ifPresent(text -> all.put(each.path("name").asText(), text));
  }

  /** {@code $(NAME)} is an earlier variable, {@code $$(NAME)} is itself with one dollar. */
  private static String expanded(String value, Map<String, String> before) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int end = value.indexOf(')', at);
      if (value.startsWith("$$", at)) {
        text.append('$');
        at += 2;
      } else if (value.startsWith("$(", at)
          && end > 0
          && before.containsKey(value.substring(at + 2, end))) {
        text.append(before.get(value.substring(at + 2, end)));
        at = end + 1;
      } else {
        text.append(value.charAt(at++));
      }
    }
    return text.toString();
  }

  private void from(JsonNode source, String namespace, Map<String, String> all)
      throws PodFailedException {
    boolean secret = source.has("secretRef");
    JsonNode reference = source.path(secret ? "secretRef" : "configMapRef");
    String kind = secret ? "secret" : "configmap";
    Optional<ObjectNode> object =
        objects.find("", kind + "s", namespace, reference.path("name").asText());
    if (object.isEmpty() && !reference.path("optional").asBoolean()) {
      throw missing("%s \"%s\" not found".formatted(kind, reference.path("name").asText()));
    }
    String prefix = source.path("prefix").asText("");
    for (Map.Entry<String, JsonNode> each :
        Json.fields(object.<JsonNode>map(o -> o.path("data")).orElse(Json.object()))) {
      String text = each.getValue().asText();
      all.put(prefix + each.getKey(), secret ? decoded(text) : text);
    }
  }

  private Optional<String> keyed(JsonNode reference, String plural, String kind, String namespace)
      throws PodFailedException {
    String name = reference.path("name").asText();
    String key = reference.path("key").asText();
    boolean optional = reference.path("optional").asBoolean();
    Optional<ObjectNode> object = objects.find("", plural, namespace, name);
    if (object.isEmpty()) {
      if (optional) {
        return Optional.empty();
      }
      String word = plural.substring(0, plural.length() - 1);
      throw missing("%s \"%s\" not found".formatted(word, name));
    }
    JsonNode value = object.get().path("data").path(key);
    if (value.isMissingNode()) {
      if (optional) {
        return Optional.empty();
      }
      throw missing("couldn't find key %s in %s %s/%s".formatted(key, kind, namespace, name));
    }
    return Optional.of(kind.equals("Secret") ? decoded(value.asText()) : value.asText());
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** Source of the words: kubernetes/kubernetes {@code pkg/kubelet/kubelet_pods.go}. */
  private static PodFailedException missing(String words) {
    return new PodFailedException(PodFailure.waiting("CreateContainerConfigError", words));
  }
}
