package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The patches that are not server-side apply: JSON merge patch (RFC 7396), JSON patch (RFC 6902),
 * and strategic merge patch, which custom kinds do not have. The directives of the last one ({@code
 * $patch}, {@code $retainKeys}) are refused.
 */
final class Patch {
  private Patch() {}

  static UnaryOperator<ObjectNode> of(ApiRequest request, JsonNode body) {
    return switch (request.mediaType()) {
      case "application/merge-patch+json" -> live -> (ObjectNode) merge(live, body);
      case "application/json-patch+json" -> live -> (ObjectNode) JsonPatch.apply(live, body);
      case "application/strategic-merge-patch+json" -> strategic(request.type(), body);
      default ->
          throw KubeErrors.unsupportedMedia(
              "the body of the request was in an unknown format - accepted media types include:"
                  + " application/json-patch+json, application/merge-patch+json,"
                  + " application/apply-patch+yaml");
    };
  }

  static JsonNode merge(JsonNode live, JsonNode patch) {
    if (!(patch instanceof ObjectNode)) {
      return patch.deepCopy();
    }
    ObjectNode next = live instanceof ObjectNode object ? object : Json.object();
    for (Map.Entry<String, JsonNode> each : Json.fields(patch)) {
      if (each.getValue().isNull()) {
        next.remove(each.getKey());
      } else {
        next.set(each.getKey(), merge(next.get(each.getKey()), each.getValue()));
      }
    }
    return next;
  }

  private static UnaryOperator<ObjectNode> strategic(ResourceType type, JsonNode body) {
    if (type.custom()) {
      throw KubeErrors.unsupportedMedia(
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json,"
              + " application/apply-patch+yaml");
    }
    if (directive(body)) {
      throw KubeErrors.badRequest("this server does not take directives in strategic patches");
    }
    return live -> (ObjectNode) Merge.merge(type.schema(), live, body);
  }

  private static boolean directive(JsonNode node) {
    if (node instanceof ArrayNode list) {
      for (JsonNode item : list) {
        if (directive(item)) {
          return true;
        }
      }
    }
    return Json.fields(node).stream()
        .anyMatch(each -> each.getKey().startsWith("$") || directive(each.getValue()));
  }
}
