package dev.portolan.sandbox.knative.kube;

import dev.portolan.sandbox.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for objects, read from its path and query.
 *
 * @param namespace empty for all namespaces and for kinds that have none
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record ApiRequest(
    ResourceType type,
    String namespace,
    String name,
    String subresource,
    Map<String, List<String>> query,
    WireRequest wire) {

  /** What a request does, as role rules name it, and {@code apply}. */
  enum Verb {
    GET,
    LIST,
    WATCH,
    CREATE,
    UPDATE,
    PATCH,
    APPLY,
    DELETE,
    DELETECOLLECTION
  }

  /** Reads a path; empty when nothing is served there. */
  static Optional<ApiRequest> from(WireRequest wire, ResourceCatalog catalog) {
    List<String> parts = new ArrayList<>();
    for (String part : wire.path().split("/")) {
      if (!part.isEmpty()) {
        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    boolean core = !parts.isEmpty() && parts.get(0).equals("api");
    int at = core ? 2 : 3;
    if (parts.size() <= at || (!core && !parts.get(0).equals("apis"))) {
      return Optional.empty();
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(at - 1);
    String namespace = "";
    if (parts.get(at).equals("namespaces") && parts.size() > at + 2 && !status(parts, at)) {
      namespace = parts.get(at + 1);
      at += 2;
    }
    String name = parts.size() > at + 1 ? parts.get(at + 1) : "";
    String subresource = parts.size() > at + 2 ? parts.get(at + 2) : "";
    boolean whole = parts.size() <= at + 3;
    String space = namespace;
    return catalog
        .find(group, version, parts.get(at))
        .filter(type -> whole)
        .filter(type -> offers(type, subresource))
        .filter(type -> space.isEmpty() || type.namespaced())
        .filter(type -> name.isEmpty() || !type.namespaced() || !space.isEmpty())
        .map(type -> new ApiRequest(type, space, name, subresource, wire.parameters(), wire));
  }

  private static boolean offers(ResourceType type, String subresource) {
    return switch (subresource) {
      case "" -> true;
      case "status" -> type.hasStatus();
      case "log" -> type.group().isEmpty() && type.plural().equals("pods");
      default -> false;
    };
  }

  private static boolean status(List<String> parts, int at) {
    return parts.size() == at + 3
        && (parts.get(at + 2).equals("status") || parts.get(at + 2).equals("finalize"));
  }

  Optional<Verb> verb() {
    boolean one = !name.isEmpty();
    return Optional.ofNullable(
        switch (wire.method()) {
          case "GET" -> flag("watch") ? Verb.WATCH : one ? Verb.GET : Verb.LIST;
          case "POST" -> one ? null : Verb.CREATE;
          case "PUT" -> one ? Verb.UPDATE : null;
          case "PATCH" ->
              !one ? null : mediaType().contains("apply-patch") ? Verb.APPLY : Verb.PATCH;
          case "DELETE" -> one ? Verb.DELETE : Verb.DELETECOLLECTION;
          default -> null;
        });
  }

  String mediaType() {
    String type = wire.headers().first("Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
  }

  Optional<String> parameter(String key) {
    return query.getOrDefault(key, List.of()).stream().findFirst().filter(v -> !v.isEmpty());
  }

  boolean flag(String key) {
    return parameter(key).map(value -> value.equals("true") || value.equals("1")).orElse(false);
  }

  boolean dryRun() {
    return query.getOrDefault("dryRun", List.of()).contains("All");
  }

  /** The field manager: as asked for, else the first word of the user agent. */
  String manager() {
    return parameter("fieldManager")
        .orElseGet(
            () -> wire.headers().first("User-Agent").orElse("unknown").split("/")[0].strip());
  }

  String target() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
