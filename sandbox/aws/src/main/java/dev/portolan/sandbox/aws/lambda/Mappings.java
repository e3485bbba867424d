package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where event source mappings stand in the state, by UUID, in Lambda's own member names. Members
 * that begin with an underscore are the sandbox's: {@code _enabled}, {@code _tags}, and {@code
 * _phase}, what is under way until {@code _settles}.
 */
public final class Mappings {
  static final String DELETING = "Deleting";
  private static final String PHASE = "_phase";
  private static final String SETTLES = "_settles";

  private Mappings() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("lambda"), "mappings");
  }

  static ObjectNode require(Call call, String uuid) {
    if (all(call).get(uuid) instanceof ObjectNode found && !gone(found, call.now())) {
      return found;
    }
    throw LambdaError.NO_RESOURCE.refusal();
  }

  static void begin(ObjectNode mapping, String phase, Instant settles) {
    mapping.put(PHASE, phase).put(SETTLES, settles.toEpochMilli());
  }

  static boolean settled(JsonNode mapping, Instant now) {
    return mapping.path(SETTLES).asLong() <= now.toEpochMilli();
  }

  static boolean gone(JsonNode mapping, Instant now) {
    return mapping.path(PHASE).asText().equals(DELETING) && settled(mapping, now);
  }

  static String state(JsonNode mapping, Instant now) {
    if (!settled(mapping, now)) {
      return mapping.path(PHASE).asText();
    }
    return mapping.path("_enabled").asBoolean() ? "Enabled" : "Disabled";
  }

  /** As Lambda tells it at this moment. */
  static ObjectNode shown(ObjectNode mapping, Instant now) {
    ObjectNode shown = mapping.deepCopy();
    List<String> own = new ArrayList<>();
    shown.fieldNames().forEachRemaining(own::add);
    own.removeIf(name -> !name.startsWith("_"));
    shown.remove(own);
    return shown.put("State", state(mapping, now));
  }

  /** The mappings of all regions, as far as they are not gone. */
  public static List<JsonNode> everywhere(JsonNode state, Instant now) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode region : state.path("regions")) {
      for (JsonNode mapping : region.path("lambda").path("mappings")) {
        if (!gone(mapping, now)) {
          all.add(mapping);
        }
      }
    }
    return all;
  }

  /** Whether a source is a table's stream. */
  public static boolean streamed(String source) {
    return source.matches("arn:[^:]+:dynamodb:.*");
  }

  /** Whether a mapping takes from its source at this moment. */
  public static boolean active(JsonNode mapping, Instant now) {
    return state(mapping, now).equals("Enabled");
  }

  /** Whether there is a mapping that is deleted and whose time has come. */
  public static boolean expired(ObjectNode state, Instant now) {
    for (JsonNode region : state.path("regions")) {
      for (JsonNode mapping : region.path("lambda").path("mappings")) {
        if (gone(mapping, now)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Forgets mappings whose time has come. */
  public static void expire(ObjectNode state, Instant now) {
    for (Map.Entry<String, JsonNode> region : state.path("regions").properties()) {
      if (region.getValue().path("lambda").path("mappings") instanceof ObjectNode mappings) {
        mappings.properties().removeIf(one -> gone(one.getValue(), now));
      }
    }
  }
}
