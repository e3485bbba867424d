package dev.portolan.provider.knative.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is asked for with what is there, field by field. What is not asked for is not
 * compared: defaults, and what others set.
 */
public final class Differences {
  private Differences() {}

  /** Each difference as {@code path: is → shall be}; values of an environment are not told. */
  public static List<String> of(String path, JsonNode wanted, JsonNode live) {
    List<String> differences = new ArrayList<>();
    compare(path, wanted, live, differences);
    return differences;
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
    return MissingNode.getInstance();
  }

  private static String told(String path, JsonNode value) {
    if (path.contains(".env[") && path.endsWith(".value")) {
      return "(value)";
    }
    String text = value.asText();
    return Optional.of(text).filter(t -> !t.isEmpty()).orElse("(none)");
  }
}
