package dev.portolan.deploy.portability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.model.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a provider says of itself. */
final class TiesJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TiesJson() {}

  static Ties read(byte[] json) throws IOException {
    JsonNode root = JSON.readTree(json);
    try {
      return new Ties(
          required(root, "provider").asText(),
          features(root.path("features")),
          bounds(root),
          limits(required(root, "limits")),
          lacks(root),
          ties(root),
          entryPoints(root),
          equivalents(root));
    } catch (IllegalArgumentException e) {
      throw new IOException(Ties.PATH + ": " + e.getMessage(), e);
    }
  }

  private static Set<Feature> features(JsonNode names) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    names.forEach(name -> features.add(Feature.valueOf(name.asText())));
    return features;
  }

  private static Map<Feature, String> bounds(JsonNode root) {
    Map<Feature, String> bounds = new EnumMap<>(Feature.class);
    root.path("bounds")
        .properties()
        .forEach(each -> bounds.put(Feature.valueOf(each.getKey()), each.getValue().asText()));
    return bounds;
  }

  private static Ties.Limits limits(JsonNode limits) {
    return new Ties.Limits(
        bound(limits, "java"),
        limits.path("unpackedBytes").asLong(Long.MAX_VALUE),
        bound(limits, "requestSeconds"),
        bound(limits, "eventSeconds"),
        bound(limits, "tickSeconds"),
        bound(limits, "memoryMebibytes"));
  }

  private static int bound(JsonNode limits, String name) {
    return limits.path(name).asInt(Integer.MAX_VALUE);
  }

  private static Map<String, Ties.Lack> lacks(JsonNode root) {
    Map<String, Ties.Lack> lacks = new TreeMap<>();
    root.path("lacks")
        .properties()
        .forEach(each -> lacks.put(each.getKey(), lack(each.getValue())));
    return lacks;
  }

  private static Ties.Lack lack(JsonNode lack) {
    return new Ties.Lack(
        required(lack, "why").asText(),
        required(lack, "hint").asText(),
        lack.path("note").asBoolean(),
        texts(lack.path("members")),
        texts(lack.path("inputs")),
        features(lack.path("of")));
  }

  private static List<Ties.Tie> ties(JsonNode root) {
    List<Ties.Tie> ties = new ArrayList<>();
    for (JsonNode tie : root.path("ties")) {
      ties.add(
          new Ties.Tie(
              required(tie, "name").asText(),
              required(tie, "what").asText(),
              required(tie, "hint").asText(),
              texts(tie.path("types")),
              texts(tie.path("variables")),
              tie.path("ofEntryPoints").asBoolean()));
    }
    return ties;
  }

  private static List<Ties.EntryPoint> entryPoints(JsonNode root) {
    List<Ties.EntryPoint> entryPoints = new ArrayList<>();
    for (JsonNode each : root.path("entryPoints")) {
      entryPoints.add(
          new Ties.EntryPoint(
              required(each, "name").asText(),
              required(each, "type").asText(),
              each.path("method").asText(),
              each.path("byParameter").asBoolean(),
              required(each, "hint").asText()));
    }
    return entryPoints;
  }

  private static Map<String, String> equivalents(JsonNode root) {
    Map<String, String> equivalents = new TreeMap<>();
    root.path("equivalents")
        .properties()
        .forEach(each -> equivalents.put(each.getKey(), each.getValue().asText()));
    return equivalents;
  }

  private static JsonNode required(JsonNode node, String name) {
    if (!node.has(name)) {
      throw new IllegalArgumentException("no '" + name + "' in it");
    }
    return node.get(name);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
