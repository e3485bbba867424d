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

/** The life of rules. */
final class RuleActions {
  private static final int RULES = 300;
  private static final List<String> MEMBERS =
      List.of("EventPattern", "State", "Description", "RoleArn");

  private RuleActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "PutRule", RuleActions::put,
        "DescribeRule", RuleActions::describe,
        "ListRules", RuleActions::list,
        "EnableRule", call -> state(call, "ENABLED"),
        "DisableRule", call -> state(call, "DISABLED"),
        "DeleteRule", RuleActions::delete);
  }

  /**
   * "If you omit arguments in PutRule, the old values for those arguments are not kept"; tags are
   * another matter: "any tags you specify in the PutRule operation are ignored" for a rule that is
   * there.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html">PutRule</a>
   */
  private static Reply put(Call call) {
    if (call.has("ScheduleExpression")) {
      throw EventBridgeError.SCHEDULE_HERE.refusal(call.text("ScheduleExpression"));
    }
    if (!call.has("EventPattern")) {
      throw EventBridgeError.NOTHING.refusal();
    }
    EventPattern.read(call.text("EventPattern"));
    String bus = Buses.name(call, "EventBusName");
    ObjectNode rules = Buses.rules(call, bus);
    String name = call.text("Name");
    if (!rules.has(name)) {
      if (rules.size() >= RULES) {
        throw EventBridgeError.LIMIT.refusal();
      }
      Buses.lay(rules.putObject(name), call.get("Tags"));
    }
    ObjectNode rule = Buses.rule(call, bus, name);
    rule.remove(MEMBERS);
    for (String member : MEMBERS) {
      call.optional(member).ifPresent(value -> rule.put(member, value));
    }
    rule.put("State", call.optional("State").orElse("ENABLED"));
    return Reply.of(
        JsonNodeFactory.instance.objectNode().put("RuleArn", Buses.ruleArn(call, bus, name)));
  }

  private static ObjectNode shown(Call call, String bus, String name, JsonNode rule) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("Name", name).put("Arn", Buses.ruleArn(call, bus, name)).put("EventBusName", bus);
    for (String member : MEMBERS) {
      if (rule.has(member)) {
        shown.set(member, rule.get(member));
      }
    }
    return shown;
  }

  private static Reply describe(Call call) {
    String bus = Buses.name(call, "EventBusName");
    String name = call.text("Name");
    return Reply.of(shown(call, bus, name, Buses.rule(call, bus, name)));
  }

  private static Reply list(Call call) {
    String bus = Buses.name(call, "EventBusName");
    List<ObjectNode> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> rule : Buses.rules(call, bus).properties()) {
      if (rule.getKey().startsWith(call.text("NamePrefix"))) {
        found.add(shown(call, bus, rule.getKey(), rule.getValue()));
      }
    }
    return Buses.page(call, "Rules", found);
  }

  private static Reply state(Call call, String state) {
    Buses.rule(call, Buses.name(call, "EventBusName"), call.text("Name")).put("State", state);
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }

  /** A rule that is not there is no mistake, nor is one of a bus that is not. */
  private static Reply delete(Call call) {
    String bus = Buses.name(call, "EventBusName");
    String name = call.text("Name");
    JsonNode rules = Buses.all(call).path(bus).path("rules");
    if (!rules.path(name).path("targets").isEmpty()) {
      throw EventBridgeError.RULE_IN_USE.refusal();
    }
    if (rules instanceof ObjectNode held) {
      held.remove(name);
    }
    return Reply.of(JsonNodeFactory.instance.objectNode());
  }
}
