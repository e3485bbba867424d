package dev.portolan.provider.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.knative.serving.v1.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what we ask for with what is there, field by field. What we do not ask for is not
 * compared: defaults, and what others set.
 *
 * @param differences {@code path: is → shall be}; values of the environment are not told
 */
record Drift(List<String> differences) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Drift between(Service live, Service wanted) {
    List<String> differences = new ArrayList<>();
    JsonNode asked = tree(wanted);
    for (String part : List.of("labels", "annotations")) {
      compare(
          part,
          asked.path("metadata").path(part),
          tree(live).path("metadata").path(part),
          differences);
    }
    compare("spec", asked.path("spec"), tree(live).path("spec"), differences);
    gone(live, wanted, differences);
    return new Drift(List.copyOf(differences));
  }

  boolean isEmpty() {
    return differences.isEmpty();
  }

  /** What we once asked for and ask for no more: a tag, and what keeps a service inside. */
  private static void gone(Service live, Service wanted, List<String> into) {
    boolean hidden = hidden(live);
    if (hidden && !hidden(wanted)) {
      into.add("labels." + Wanted.VISIBILITY + ": cluster-local → (none)");
    }
    List<String> asked = Traffic.text(wanted);
    if (into.stream().noneMatch(each -> each.startsWith("spec.traffic"))
        && !asked.equals(Traffic.text(live))) {
      into.add("spec.traffic: " + Traffic.text(live) + " → " + asked);
    }
  }

  private static boolean hidden(Service service) {
    var labels = service.getMetadata().getLabels();
    return labels != null && labels.containsKey(Wanted.VISIBILITY);
  }

  private static JsonNode tree(Service service) {
    return KubeJson.SHARED.convertValue(service, JsonNode.class);
  }

  private static void compare(String path, JsonNode wanted, JsonNode live, List<String> into) {
    if (wanted.isObject()) {
      for (var field : wanted.properties()) {
        compare(path + "." + field.getKey(), field.getValue(), live.path(field.getKey()), into);
      }
    } else if (wanted.isArray()) {
      compareLists(path, wanted, live, into);
    } else if (!wanted.isNull() && !wanted.asText().equals(live.asText())) {
      into.add(path + ": " + told(path, live) + " → " + told(path, wanted));
    }
  }

  /** Items that have a name are found by it, others by their place. */
  private static void compareLists(String path, JsonNode wanted, JsonNode live, List<String> into) {
    boolean named = wanted.size() > 0 && wanted.get(0).has("name");
    if (!named && wanted.size() != live.size()) {
      into.add(path + ": " + live.size() + " → " + wanted.size());
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).path("name").asText();
      String place = path + "[" + (named ? name : i) + "]";
      compare(place, wanted.get(i), named ? find(live, name) : live.path(i), into);
    }
  }

  private static JsonNode find(JsonNode list, String name) {
    for (JsonNode item : list) {
      if (item.path("name").asText().equals(name)) {
        return item;
      }
    }
    return MAPPER.missingNode();
  }

  private static String told(String path, JsonNode value) {
    if (path.contains(".env[") && path.endsWith(".value")) {
      return "(value)";
    }
    String text = value.asText();
    return Optional.of(text).filter(t -> !t.isEmpty()).orElse("(none)");
  }
}
