package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where groups stand in the state, with their {@code _schedules}. A group that is deleted is there
 * until {@code _gone}, "in a DELETING state", as DeleteScheduleGroup has it.
 */
public final class Groups {
  static final String DEFAULT = "default";
  private static final String GONE = "_gone";

  private Groups() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("scheduler"), "groups");
  }

  /** A group that is not yet gone. The default group is always there. */
  static Optional<ObjectNode> find(Call call, String name) {
    if (all(call).get(name) instanceof ObjectNode group && !gone(group, call.now())) {
      return Optional.of(group);
    }
    return name.equals(DEFAULT) ? Optional.of(made(call, name)) : Optional.empty();
  }

  static ObjectNode require(Call call, String name) {
    return find(call, name).orElseThrow(() -> SchedulerError.NO_GROUP.refusal(name));
  }

  static ObjectNode made(Call call, String name) {
    ObjectNode group = call.part(all(call), name);
    group.put("Arn", call.caller().arnOf("scheduler", "schedule-group/" + name));
    group.put("Name", name);
    group.put("CreationDate", call.now().getEpochSecond());
    group.put("LastModificationDate", call.now().getEpochSecond());
    return group;
  }

  static String state(JsonNode group) {
    return group.has(GONE) ? "DELETING" : "ACTIVE";
  }

  static boolean active(JsonNode group) {
    return !group.has(GONE);
  }

  static void delete(ObjectNode group, Instant gone) {
    group.put(GONE, gone.toEpochMilli());
  }

  static boolean gone(JsonNode group, Instant now) {
    return group.has(GONE) && group.path(GONE).asLong() <= now.toEpochMilli();
  }

  /** Whether there is a group whose time has come. */
  public static boolean expired(ObjectNode state, Instant now) {
    for (JsonNode region : state.path("regions")) {
      for (JsonNode group : region.path("scheduler").path("groups")) {
        if (gone(group, now)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Forgets groups whose time has come, with all that is in them. */
  public static void expire(ObjectNode state, Instant now) {
    for (Map.Entry<String, JsonNode> region : state.path("regions").properties()) {
      if (region.getValue().path("scheduler").path("groups") instanceof ObjectNode groups) {
        groups.properties().removeIf(group -> gone(group.getValue(), now));
      }
    }
  }
}
