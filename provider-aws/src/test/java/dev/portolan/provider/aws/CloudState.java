package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.PhysicalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an embedded AWS holds, as sorted lines without times and without ids and numbers that it
 * chose itself.
 */
final class CloudState {
  private static final Set<String> VOLATILE =
      Set.of(
          "_ids",
          "_since",
          "_settles",
          "_phase",
          "_state",
          "_from",
          "RoleId",
          "CreateDate",
          "CreationDate",
          "RevisionId",
          "revision",
          "LastModified",
          "StartingPositionTimestamp",
          "CreationTime",
          "LastModifiedTime",
          "creationTime",
          "createdDate",
          "lastUpdatedDate",
          "deploymentId",
          "_next",
          "LastModificationDate",
          "lastDeploymentStatusMessage",
          "lastVersion",
          "Version",
          "apiId",
          "integrationId",
          "routeId",
          "authorizerId",
          "UUID",
          "EventSourceMappingArn");

  /** Objects whose keys the cloud chose. */
  private static final Set<String> KEYED_BY_ID =
      Set.of(
          "apis",
          "_integrations",
          "_routes",
          "_authorizers",
          "versions",
          "subscriptions",
          "mappings");

  private final TreeMap<String, String> names = new TreeMap<>();

  private CloudState() {}

  static String of(ObjectNode state) {
    CloudState canonical = new CloudState();
    ObjectNode copy = state.deepCopy();
    copy.at("/regions")
        .forEach(
            region -> {
              canonical.nameApis(region.path("apigateway").path("apis"));
              region.path("lambda").path("functions").forEach(CloudState::nameVersions);
            });
    return String.join("\n", canonical.lines(copy, ""));
  }

  private void nameApis(JsonNode apis) {
    apis.properties()
        .forEach(
            api -> {
              names.put(api.getKey(), "<api>");
              api.getValue()
                  .path("_integrations")
                  .properties()
                  .forEach(
                      one ->
                          names.put(
                              one.getKey(), "<to " + one.getValue().path("integrationUri") + ">"));
            });
  }

  /** An alias points at what its version is made of. */
  private static void nameVersions(JsonNode function) {
    function
        .path("versions")
        .forEach(version -> ((ObjectNode) version).put("FunctionArn", "<version>"));
    for (JsonNode alias : function.path("aliases")) {
      JsonNode version = function.path("versions").path(alias.path("FunctionVersion").asText());
      String content = String.join(";", new CloudState().lines(version, ""));
      ((ObjectNode) alias).put("FunctionVersion", "<" + PhysicalName.hash(content) + ">");
    }
  }

  private List<String> lines(JsonNode node, String path) {
    if (node.isObject()) {
      return fields((ObjectNode) node, path);
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(String.join(";", lines(element, ""))));
      return elements.stream().sorted().map(text -> path + "[] " + text).toList();
    }
    return List.of(path + " = " + named(node.asText()));
  }

  private List<String> fields(ObjectNode node, String path) {
    List<String> lines = new ArrayList<>();
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    sorted.forEach(
        (key, value) -> {
          if (VOLATILE.contains(key) || value.isContainerNode() && value.isEmpty()) {
            return;
          }
          if (KEYED_BY_ID.contains(key)) {
            List<String> blocks = new ArrayList<>();
            value.forEach(
                one -> blocks.add(String.join("\n", lines(one, path + "/" + key + "/*"))));
            blocks.stream().sorted().forEach(lines::add);
          } else {
            lines.addAll(lines(value, path + "/" + key));
          }
        });
    return lines;
  }

  /** Ids of statements are made of what they allow, an API's id among it. */
  private String named(String text) {
    String named = text.matches("portolan-[0-9a-f]{8}") ? "<ours>" : text;
    for (String id : names.keySet()) {
      named = named.replace(id, names.get(id));
    }
    return named;
  }
}
