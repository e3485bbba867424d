package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The documents that tell what a server serves. Source: kubernetes.io "Kubernetes API discovery";
 * the aggregated form is not offered, so that clients use the unaggregated one.
 */
final class Discovery {
  private final ResourceCatalog catalog;

  Discovery(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** The document at a path; empty when the path is not one of discovery. */
  Optional<ObjectNode> at(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String[] parts = trimmed.split("/");
    return switch (parts.length) {
      case 2 -> root(parts[1]);
      case 3 -> parts[1].equals("api") ? resources("", parts[2]) : group(parts);
      case 4 -> parts[1].equals("apis") ? resources(parts[2], parts[3]) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> root(String name) {
    ObjectNode json = Json.object();
    switch (name) {
      case "api" -> {
        json.put("kind", "APIVersions").putArray("versions").add("v1");
        json.putArray("serverAddressByClientCIDRs");
      }
      case "apis" -> {
        ArrayNode groups =
            json.put("kind", "APIGroupList").put("apiVersion", "v1").putArray("groups");
        catalog.groups().stream().filter(g -> !g.isEmpty()).forEach(g -> groups.add(group(g)));
        groups.add(authorization());
      }
      case "version" ->
          json.put("major", "1").put("minor", "33").put("gitVersion", "v1.33.0+portolan-sandbox");
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(json);
  }

  private Optional<ObjectNode> group(String[] parts) {
    boolean known = parts[1].equals("apis") && catalog.groups().contains(parts[2]);
    return known
        ? Optional.of(group(parts[2]).put("kind", "APIGroup").put("apiVersion", "v1"))
        : Optional.empty();
  }

  private ObjectNode group(String name) {
    return group(name, catalog.versions(name));
  }

  private static ObjectNode authorization() {
    return group("authorization.k8s.io", List.of("v1"));
  }

  private static ObjectNode group(String name, List<String> versions) {
    ObjectNode json = Json.object().put("name", name);
    ArrayNode all = json.putArray("versions");
    for (String version : versions) {
      all.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    json.set("preferredVersion", all.get(0));
    return json;
  }

  private Optional<ObjectNode> resources(String group, String version) {
    List<ResourceType> types = catalog.in(group, version);
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode json = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    json.put("groupVersion", types.get(0).apiVersion());
    ArrayNode all = json.putArray("resources");
    for (ResourceType type : types) {
      ObjectNode resource = all.addObject().put("name", type.plural());
      resource.put("singularName", type.kind().toLowerCase(java.util.Locale.ROOT));
      resource.put("namespaced", type.namespaced()).put("kind", type.kind());
      resource.set("verbs", Json.from(type.verbs()));
      if (type.hasStatus()) {
        all.addObject()
            .put("name", type.plural() + "/status")
            .put("singularName", "")
            .put("namespaced", type.namespaced())
            .put("kind", type.kind())
            .set("verbs", Json.from(List.of("get", "patch", "update")));
      }
    }
    return Optional.of(json);
  }
}
