package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What rules call. */
final class TargetActions {
  private static final int TARGETS = 5;

  private TargetActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "PutTargets", TargetActions::put,
        "RemoveTargets", TargetActions::remove,
        "ListTargetsByRule", TargetActions::list);
  }

  private static ObjectNode targets(Call call) {
    String bus = Buses.name(call, "EventBusName");
    return call.part(Buses.rule(call, bus, call.text("Rule")), "targets");
  }

  /** A target of an id that is there is replaced as a whole. */
  private static Reply put(Call call) {
    ObjectNode targets = targets(call);
    for (JsonNode given : call.get("Targets")) {
      check(given);
      ObjectNode target = given.deepCopy();
      target.remove("Id");
      targets.set(given.path("Id").asText(), target);
    }
    if (targets.size() > TARGETS) {
      throw EventBridgeError.LIMIT.refusal();
    }
    return done();
  }

  private static void check(JsonNode target) {
    String arn = target.path("Arn").asText();
    if (!arn.matches("arn:[^:]+:lambda:[^:]+:\\d{12}:function:[^:]+(:[^:]+)?")) {
      throw EventBridgeError.TARGET_HERE.refusal(arn);
    }
    if (target.has("InputPath") || target.has("InputTransformer")) {
      throw EventBridgeError.TARGET_HERE.refusal("a part of the event");
    }
    String queue = target.path("DeadLetterConfig").path("Arn").asText();
    if (!queue.isEmpty() && !queue.matches("arn:[^:]+:sqs:[^:]+:\\d{12}:[A-Za-z0-9_-]{1,80}")) {
      throw EventBridgeError.DEAD_LETTERS.refusal(queue);
    }
  }

  private static Reply remove(Call call) {
    ObjectNode targets = targets(call);
    call.get("Ids").forEach(id -> targets.remove(id.asText()));
    return done();
  }

  private static Reply done() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", 0);
    body.putArray("FailedEntries");
    return Reply.of(body);
  }

  private static Reply list(Call call) {
    List<ObjectNode> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> target : targets(call).properties()) {
      found.add(((ObjectNode) target.getValue().deepCopy()).put("Id", target.getKey()));
    }
    return Buses.page(call, "Targets", found);
  }
}
