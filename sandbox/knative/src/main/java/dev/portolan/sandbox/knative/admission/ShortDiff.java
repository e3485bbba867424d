package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two objects, with the paths of Knative's Go types. A path is right for the
 * fields that deployments change; for others it is a likely one. Source: knative/pkg {@code
 * kmp/reporters.go}, knative/serving {@code service_validation_test.go}.
 */
final class ShortDiff {
  private static final Set<String> OWN =
      Set.of(
          "containerConcurrency",
          "timeoutSeconds",
          "responseStartTimeoutSeconds",
          "idleTimeoutSeconds");
  private static final Map<String, String> NAMES =
      Map.of("tcpSocket", "ProbeHandler.TCPSocket", "httpGet", "ProbeHandler.HTTPGet");

  private ShortDiff() {}

  static String of(String root, JsonNode old, JsonNode next) {
    StringBuilder text = new StringBuilder();
    compare(root, old, next, text);
    return text.toString();
  }

  private static void compare(String path, JsonNode old, JsonNode next, StringBuilder text) {
    if (old instanceof ObjectNode && next instanceof ObjectNode) {
      Set<String> names = new TreeSet<>();
      old.fieldNames().forEachRemaining(names::add);
      next.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(path + step(path, name), old.path(name), next.path(name), text);
      }
    } else if (old instanceof ArrayNode && next instanceof ArrayNode) {
      for (int i = 0; i < Math.max(old.size(), next.size()); i++) {
        compare(path + "[" + i + "]", old.path(i), next.path(i), text);
      }
    } else if (!empty(old, next)) {
      text.append(path).append(":\n");
      if (!Json.absent(old)) {
        text.append("\t-: \"").append(shown(old)).append("\"\n");
      }
      if (!Json.absent(next)) {
        text.append("\t+: \"").append(shown(next)).append("\"\n");
      }
    }
  }

  /**
   * Equal, or both nothing: Go does not tell an empty list from none, when they are compared so.
   */
  private static boolean empty(JsonNode old, JsonNode next) {
    return old.equals(next)
        || Json.absent(old) && next.isContainerNode() && next.isEmpty()
        || Json.absent(next) && old.isContainerNode() && old.isEmpty();
  }

  private static String shown(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static String step(String path, String name) {
    if (path.endsWith("Annotations")
        || path.endsWith("Labels")
        || path.endsWith("Limits")
        || path.endsWith("Requests")) {
      return "[\"" + name + "\"]";
    }
    String field =
        NAMES.getOrDefault(name, Character.toUpperCase(name.charAt(0)) + name.substring(1));
    if (path.endsWith("{*v1.RevisionTemplateSpec}") && name.equals("metadata")) {
      return ".ObjectMeta";
    }
    return path.endsWith("}.Spec") && !OWN.contains(name) ? ".PodSpec." + field : "." + field;
  }
}
