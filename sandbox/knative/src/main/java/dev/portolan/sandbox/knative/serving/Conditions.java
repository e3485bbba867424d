package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * The conditions of an object whose {@code Ready} follows from some of them: false with the reason
 * of the first that is false, unknown with that of the first that is unknown, else true. Source:
 * knative/pkg {@code apis/condition_set.go}.
 */
public final class Conditions {
  private final List<String> dependents;
  private final TreeMap<String, Condition> all = new TreeMap<>();
  private final JsonNode before;
  private final String now;

  /** One condition; status is {@code True}, {@code False} or {@code Unknown}. */
  public record Condition(String status, String reason, String message) {
    public boolean isTrue() {
      return status.equals("True");
    }

    public boolean isFalse() {
      return status.equals("False");
    }
  }

  private Conditions(JsonNode before, List<String> dependents, Instant now) {
    this.dependents = dependents;
    this.before = before;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    for (JsonNode each : before) {
      all.put(each.path("type").asText(), read(each));
    }
    dependents.forEach(type -> all.putIfAbsent(type, new Condition("Unknown", "", "")));
  }

  /** Continues with the conditions that a status has. */
  public static Conditions of(JsonNode status, List<String> dependents, Instant now) {
    return new Conditions(status.path("conditions"), dependents, now);
  }

  private static Condition read(JsonNode each) {
    return new Condition(
        each.path("status").asText("Unknown"),
        each.path("reason").asText(""),
        each.path("message").asText(""));
  }

  /** The condition of a type in an object; unknown when it has none. */
  public static Condition get(JsonNode object, String type) {
    for (JsonNode each : object.path("status").path("conditions")) {
      if (each.path("type").asText().equals(type)) {
        return read(each);
      }
    }
    return new Condition("Unknown", "", "");
  }

  /** Whether an object is ready, and that of its latest generation. */
  public static boolean ready(JsonNode object) {
    return object.path("status").path("observedGeneration").asLong()
            == object.path("metadata").path("generation").asLong()
        && get(object, "Ready").isTrue();
  }

  public Conditions isTrue(String type) {
    return set(type, new Condition("True", "", ""));
  }

  public Conditions isTrue(String type, String reason, String message) {
    return set(type, new Condition("True", reason, message));
  }

  public Conditions isFalse(String type, String reason, String message) {
    return set(type, new Condition("False", reason, message));
  }

  public Conditions unknown(String type, String reason, String message) {
    return set(type, new Condition("Unknown", reason, message));
  }

  public Conditions set(String type, Condition condition) {
    all.put(type, condition);
    return this;
  }

  public Condition get(String type) {
    return all.get(type);
  }

  private Condition happiness() {
    Condition unknown = null;
    for (String type : dependents) {
      Condition each = all.get(type);
      if (each.isFalse()) {
        return each;
      }
      if (!each.isTrue() && unknown == null) {
        unknown = each;
      }
    }
    return unknown == null ? new Condition("True", "", "") : unknown;
  }

  /** Writes them into a status; the time of one that did not change stays. */
  public void write(ObjectNode status) {
    if (!dependents.isEmpty()) {
      all.put("Ready", happiness());
    }
    ArrayNode list = status.putArray("conditions");
    all.forEach((type, condition) -> list.add(json(type, condition)));
  }

  private ObjectNode json(String type, Condition condition) {
    ObjectNode json = Json.object();
    json.put("lastTransitionTime", since(type, condition));
    if (!condition.message().isEmpty()) {
      json.put("message", condition.message());
    }
    if (!condition.reason().isEmpty()) {
      json.put("reason", condition.reason());
    }
    if (!dependents.contains(type) && !type.equals("Ready")) {
      json.put("severity", "Info");
    }
    return json.put("status", condition.status()).put("type", type);
  }

  private String since(String type, Condition condition) {
    for (JsonNode each : before) {
      if (each.path("type").asText().equals(type) && read(each).equals(condition)) {
        return each.path("lastTransitionTime").asText(now);
      }
    }
    return now;
  }
}
