package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All resources as lines that two clouds with the same history of wishes have in common. */
final class Dump {
  /** What is no resource, or holds what is secret. */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          "operations",
          "objects",
          "bucketObjects",
          "builds",
          "functionServiceOperations",
          "serviceAccountsMade",
          "servicesTakeCallsFrom",
          "undelivered",
          "executions",
          "secretValues");

  private static final Set<String> CHOSEN =
      Set.of(
          "uid",
          "uniqueId",
          "timeCreated",
          "etag",
          "generation",
          "observedGeneration",
          "createTime",
          "updateTime",
          "deleteTime",
          "endTime",
          "userUpdateTime",
          "scheduleTime",
          "lastAttemptTime",
          "lastTransitionTime",
          "build",
          "sourceProvenance");

  // names of revisions, ids of deleted accounts, and random ones
  private static final String CHOSEN_TEXT =
      "(?<=\\?uid=)[0-9]+"
          + "|(?<=-)[0-9]{5}-[a-z]{3}(?![a-z0-9-])"
          + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private final ObjectNode tree;

  Dump(ObjectNode tree) {
    this.tree = tree;
  }

  List<String> lines() {
    return tree.properties().stream()
        .filter(part -> !NOT_SHOWN.contains(part.getKey()) && part.getValue().isObject())
        .flatMap(this::lines)
        .sorted()
        .toList();
  }

  private Stream<String> lines(Map.Entry<String, JsonNode> part) {
    return part.getValue().properties().stream()
        .map(
            resource ->
                part.getKey() + " " + text(resource.getKey()) + " " + common(resource.getValue()));
  }

  private JsonNode common(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> kept = new TreeMap<>();
      object
          .properties()
          .forEach(
              member -> {
                if (!CHOSEN.contains(member.getKey())) {
                  kept.put(member.getKey(), member(object, member.getKey()));
                }
              });
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      copy.setAll(kept);
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      StreamSupport.stream(array.spliterator(), false).map(this::common).forEach(copy::add);
      return copy;
    }
    return node.isTextual() ? TextNode.valueOf(text(node.asText())) : node;
  }

  /** An uploaded object is told by its bytes, an image that was built by what it was built of. */
  private JsonNode member(ObjectNode object, String name) {
    String value = object.path(name).asText();
    if (name.equals("object") && object.has("bucket")) {
      String path = object.path("bucket").asText() + "/" + value;
      return tree.path("objects").path(path).path("blob");
    }
    JsonNode built = tree.path("builds").path(value);
    return name.equals("image") && built.isObject() ? built : common(object.path(name));
  }

  private static String text(String text) {
    return text.replaceAll(CHOSEN_TEXT, "*");
  }
}
