package dev.portolan.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.azure.site.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an embedded subscription holds, as sorted lines, without times and without ids that Azure
 * chose: an identity's are called by its name, and an assignment by who has what. What served
 * before and is kept for a rollback is not part of it; what is kept without having served is.
 */
final class CloudState {
  private static final Set<String> NOT_TOLD = Set.of("operations", "deployments");
  private static final Set<String> VOLATILE =
      Set.of(
          "$appears",
          "$usable",
          "$known",
          "$up",
          "$publishing",
          "$keys",
          "$previous",
          "$made",
          "$followed",
          "createdOn",
          "updatedOn",
          "creationTime",
          "lastModifiedTime",
          "lastModifiedTimeUtc",
          "lastModified",
          "deployments",
          "modified",
          "etag");

  private CloudState() {}

  static String of(ObjectNode state) {
    Map<String, String> names = new TreeMap<>();
    state
        .path("identities")
        .forEach(
            identity -> {
              String name = identity.path("name").asText();
              JsonNode properties = identity.path("properties");
              names.put(properties.path("principalId").asText(), "(principal of " + name + ")");
              names.put(properties.path("clientId").asText(), "(client of " + name + ")");
            });
    for (String kind : List.of("roleAssignments", "sqlRoleAssignments")) {
      state
          .path(kind)
          .forEach(
              role -> {
                JsonNode properties = role.path("properties");
                String principal = properties.path("principalId").asText();
                String definition = properties.path("roleDefinitionId").asText();
                names.put(
                    role.path("name").asText(),
                    "("
                        + definition.substring(definition.lastIndexOf('/') + 1)
                        + " of "
                        + names.getOrDefault(principal, principal)
                        + ")");
              });
    }
    TreeSet<String> lines = new TreeSet<>();
    for (var kind : state.properties()) {
      if (!NOT_TOLD.contains(kind.getKey())) {
        lines(kind.getValue(), kind.getKey()).forEach(line -> lines.add(told(line, names)));
      }
    }
    lines.removeIf(
        line -> line.contains("/tags/portolan-since-") || line.contains("PORTOLAN_TABLE_SINCE"));
    state.path("sites").forEach(site -> leases(site, lines));
    state.path("sites").forEach(site -> forget(site.path("tags"), lines));
    return String.join("\n", lines);
  }

  /** Takes out leases that a site does not ask for, while a release is kept that may have. */
  private static void leases(JsonNode site, TreeSet<String> lines) {
    Served served = Served.parse(site.path("tags").path("portolan-releases").asText());
    if (served.versions().size() > 1 && !site.path("$settings").has("PORTOLAN_TABLE_LEASES")) {
      String function = "-" + site.path("tags").path("portolan-function").asText() + "-";
      String identity = "/" + site.path("name").asText() + "/tags/portolan-leases-";
      lines.removeIf(
          line ->
              line.matches("(?i)sqlContainers.*/leases-[^/]*" + function + ".*")
                  || line.toLowerCase(Locale.ROOT).contains(identity.toLowerCase(Locale.ROOT)));
    }
  }

  /** Takes out what a site's history and nothing else needs. */
  private static void forget(JsonNode tags, TreeSet<String> lines) {
    String shelf =
        PhysicalName.hash(tags.path("portolan-owner").asText())
            + "/"
            + tags.path("portolan-function").asText();
    String owner = PhysicalName.hash(tags.path("portolan-owner").asText());
    String releasesAt = "/releases-" + owner + "/" + shelf + "/";
    String releases = tags.path("portolan-releases").asText();
    Served served = Served.parse(releases);
    List<String> needed = new ArrayList<>(served.pending().stream().toList());
    served.current().ifPresent(needed::add);
    Set<String> gone = new TreeSet<>();
    for (String version : served.versions()) {
      if (!needed.contains(version)) {
        gone.add(releasesAt + version + ".json/");
        String content = version.split("-")[0];
        if (needed.stream().noneMatch(each -> each.startsWith(content))) {
          gone.add(releasesAt + content);
        }
      }
    }
    lines.removeIf(line -> gone.stream().anyMatch(line::contains));
    String end = "/tags/portolan-releases = " + releases;
    List<String> told = lines.stream().filter(line -> line.endsWith(end)).toList();
    lines.removeAll(told);
    Served now = new Served(served.pending(), served.current().stream().toList());
    told.forEach(line -> lines.add(line.replace(releases, now.text())));
  }

  private static String told(String line, Map<String, String> names) {
    String told = line;
    for (var name : names.entrySet()) {
      told = name.getKey().isEmpty() ? told : told.replace(name.getKey(), name.getValue());
    }
    return told;
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
