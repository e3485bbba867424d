package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Long-running operations, as the state keeps them.
 *
 * <p>https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
public final class Operations {
  private static final String PART = "operations";

  private Operations() {}

  /**
   * One that is not done.
   *
   * @param what it does, in its provider's own word
   * @param target the resource's id
   * @param due before this moment it is not done
   */
  public record Pending(String id, String what, String target, Instant due) {}

  /** Begins one that takes so long. */
  public static Pending begin(ObjectNode tree, String what, String target, Instant due) {
    Pending pending = new Pending(Ids.uuid(), what, target, due);
    tree.withObjectProperty(PART)
        .putObject(pending.id())
        .put("what", what)
        .put("target", target)
        .put("due", due.toString())
        .put("status", "InProgress");
    return pending;
  }

  /** Those of a kind that are due, in the order they began. */
  public static List<Pending> due(ObjectNode tree, String what, Instant now) {
    List<Pending> all = new ArrayList<>();
    tree.path(PART)
        .properties()
        .forEach(
            each -> {
              Pending pending = pending(each.getKey(), each.getValue());
              if (isPending(each.getValue())
                  && pending.what().equals(what)
                  && !pending.due().isAfter(now)) {
                all.add(pending);
              }
            });
    return all;
  }

  /** One that is not done and is about this resource. */
  public static Optional<Pending> about(ObjectNode tree, String target) {
    for (var each : tree.path(PART).properties()) {
      if (isPending(each.getValue())
          && ArmId.same(each.getValue().path("target").asText(), target)) {
        return Optional.of(pending(each.getKey(), each.getValue()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPending(JsonNode op) {
    return op.path("status").asText().equals("InProgress");
  }

  private static Pending pending(String id, JsonNode op) {
    return new Pending(
        id,
        op.path("what").asText(),
        op.path("target").asText(),
        Instant.parse(op.path("due").asText()));
  }

  static boolean anyDue(ObjectNode tree, Instant now) {
    for (JsonNode op : tree.path(PART)) {
      if (isPending(op) && !Instant.parse(op.path("due").asText()).isAfter(now)) {
        return true;
      }
    }
    return false;
  }

  public static void succeed(ObjectNode tree, String id) {
    ((ObjectNode) tree.path(PART).path(id)).put("status", "Succeeded");
  }

  /** Ends one that failed; told with status 200, as the resource manager does. */
  public static void fail(ObjectNode tree, String id, ArmRefusal why) {
    ((ObjectNode) tree.path(PART).path(id)).put("status", "Failed").set("error", why.error());
  }

  /** The state of one as {@code Azure-AsyncOperation} tells it. */
  public static WireResponse status(Call call) {
    String id = call.at("operation");
    JsonNode op = call.tree().path(PART).path(id);
    if (op.isMissingNode()) {
      throw CommonError.NO_OPERATION.refusal(id);
    }
    ObjectNode body = call.tree().objectNode().put("id", call.wire().path()).put("name", id);
    body.put("status", op.path("status").asText());
    if (op.has("error")) {
      body.set("error", op.path("error"));
    }
    WireResponse told = Answers.ok(body);
    return isPending(op) ? told.with("Retry-After", "1") : told;
  }

  /** Whether one is done, as {@code Location} tells it with 202 or another status. */
  public static boolean done(Call call) {
    JsonNode op = call.tree().path(PART).path(call.at("operation"));
    if (op.isMissingNode()) {
      throw CommonError.NO_OPERATION.refusal(call.at("operation"));
    }
    return !isPending(op);
  }

  /** Until when something that takes so long from now is not done. */
  public static Instant in(Call call, Duration time) {
    return call.now().plus(time);
  }
}
