package dev.portolan.provider.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.kube.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an embedded cluster holds, as sorted lines: kinds, names and what was asked for, without
 * times and without ids and numbers that the cluster chose. Images are not part of it: a registry
 * keeps them, and tidies itself.
 */
final class CloudState {
  private static final Set<String> KINDS =
      Set.of(
          "services",
          "configurations",
          "routes",
          "revisions",
          "triggers",
          "pingsources",
          "kafkasources");
  private static final Set<String> VOLATILE =
      Set.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "managedFields",
          "ownerReferences",
          "serving.knative.dev/creator",
          "serving.knative.dev/lastModifier",
          "serving.knative.dev/configurationGeneration",
          "serving.knative.dev/configurationUID",
          "serving.knative.dev/serviceUID",
          "serving.knative.dev/routingStateModified");

  private CloudState() {}

  static String of(KnativeCloud cloud) {
    TreeSet<String> lines = new TreeSet<>();
    for (ResourceType type : cloud.server().catalog().types()) {
      if (type.group().endsWith("knative.dev") && KINDS.contains(type.plural())) {
        for (ObjectNode object : cloud.server().store().list(type, each -> true)) {
          String name = object.path("metadata").path("name").asText();
          ObjectNode told = object.deepCopy();
          told.remove("status");
          lines(told, type.plural() + "/" + name).forEach(lines::add);
        }
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> lines(JsonNode node, String path) {
    List<String> lines = new ArrayList<>();
    if (node.isObject()) {
      for (var field : node.properties()) {
        if (!VOLATILE.contains(field.getKey())) {
          lines.addAll(lines(field.getValue(), path + "/" + field.getKey()));
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        lines.addAll(lines(node.get(i), path + "/" + i));
      }
    } else {
      lines.add(path + " = " + node.asText());
    }
    return lines;
  }
}
