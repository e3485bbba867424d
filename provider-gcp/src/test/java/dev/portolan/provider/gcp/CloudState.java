package dev.portolan.provider.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.gcp.GcpCloud;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an embedded project holds, as sorted lines, without times and without ids and numbers that
 * Google chose: revisions are called by what they are made of. Repositories, images and sources are
 * not part of it: they stay.
 */
final class CloudState {
  private static final Set<String> NOT_TOLD =
      Set.of("operations", "repositories", "builds", "objects", "serviceAccountsMade", "topics");
  private static final Set<String> VOLATILE =
      Set.of(
          "uid",
          "uniqueId",
          "oauth2ClientId",
          "etag",
          "generation",
          "observedGeneration",
          "createTime",
          "updateTime",
          "lastTransitionTime",
          "lastAttemptTime",
          "scheduleTime",
          "userUpdateTime",
          "creator",
          "build",
          "object",
          "allTrafficOnLatestRevision",
          "lastModifier",
          "latestCreatedRevision",
          "portolan.dev/after");

  /** An image of Cloud Functions, which is another with each build. */
  private static final Pattern BUILT =
      Pattern.compile("[a-z0-9.-]+/[a-z0-9-]+/gcf-artifacts/\\S+@sha256:[0-9a-f]{64}");

  /** A policy of a topic, a bucket or a secret that binds nobody is none. */
  private static final String UNBOUND = "(topic|bucket|subscription|secret)Policies/.*/version = 1";

  private CloudState() {}

  /** All that is there; {@code registry} is where images are, which differs from cloud to cloud. */
  static String of(GcpCloud cloud, String registry) {
    ObjectNode state = cloud.state();
    Map<String, String> names = new TreeMap<>(Comparator.reverseOrder());
    names.put(registry, "(registry)");
    for (var revision : state.path("runRevisions").properties()) {
      names.put(last(revision.getKey()), "(" + made(revision.getValue()) + ")");
    }
    TreeSet<String> lines = new TreeSet<>();
    for (var kind : state.properties()) {
      if (!NOT_TOLD.contains(kind.getKey())) {
        for (String line : lines(kind.getValue(), kind.getKey())) {
          if (!line.matches(UNBOUND)) {
            lines.add(told(line, names));
          }
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String told(String line, Map<String, String> names) {
    String told =
        BUILT
            .matcher(line.replaceAll("(/subscriptions/eventarc-\\S+-sub)-\\d+", "$1"))
            .replaceAll("(what Google built)");
    for (var name : names.entrySet()) {
      told = told.replace(name.getKey(), name.getValue());
    }
    return told.contains("portolan.dev/served")
        ? String.join(",", new TreeSet<>(List.of(told.split("(?<=\\)),"))))
        : told;
  }

  private static String made(JsonNode revision) {
    for (JsonNode variable : revision.path("containers").path(0).path("env")) {
      if (variable.path("name").asText().equals("PORTOLAN_CONFIGURATION")) {
        String memory =
            revision.path("containers").path(0).path("resources").path("limits").toString();
        return "revision " + variable.path("value").asText().substring(0, 12) + memory;
      }
    }
    return "foreign revision";
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
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
