package dev.portolan.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;
import java.util.Map;

/**
 * Where buses stand in the state, by name: {@code rules} by theirs, with {@code targets} by id; and
 * {@code tags} of both. The default bus is there without having been made.
 */
final class Buses {
  static final String DEFAULT = "default";
  private static final int PAGE = 100;

  private Buses() {}

  static ObjectNode all(Call call) {
    return call.part(call.regional("events"), "buses");
  }

  /** The name of a bus that a call gives by name or ARN, or does not give. */
  static String name(Call call, String member) {
    return call.optional(member).map(Buses::name).orElse(DEFAULT);
  }

  static String name(String nameOrArn) {
    return nameOrArn.replaceFirst("^arn:.*:event-bus/", "");
  }

  static String arn(Call call, String bus) {
    return call.caller().arnOf("events", "event-bus/" + bus);
  }

  /**
   * The ARN of a rule names its bus, unless that is the default one.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html">Resource
   *     types defined by Amazon EventBridge</a>
   */
  static String ruleArn(Call call, String bus, String rule) {
    String path = bus.equals(DEFAULT) ? rule : bus + "/" + rule;
    return call.caller().arnOf("events", "rule/" + path);
  }

  static ObjectNode bus(Call call, String name) {
    if (all(call).get(name) instanceof ObjectNode bus) {
      return bus;
    }
    if (name.equals(DEFAULT)) {
      return call.part(all(call), DEFAULT);
    }
    throw EventBridgeError.NO_BUS.refusal(name);
  }

  static ObjectNode rules(Call call, String bus) {
    return call.part(bus(call, bus), "rules");
  }

  static ObjectNode rule(Call call, String bus, String rule) {
    if (rules(call, bus).get(rule) instanceof ObjectNode found) {
      return found;
    }
    throw EventBridgeError.NO_RULE.refusal(rule, bus);
  }

  static void lay(ObjectNode tagged, JsonNode tags) {
    for (JsonNode tag : tags) {
      tagged.withObjectProperty("tags").put(tag.path("Key").asText(), tag.path("Value").asText());
    }
  }

  /** A page of a list, as far as {@code Limit} says. */
  static Reply page(Call call, String member, List<ObjectNode> all) {
    int from = call.optional("NextToken").map(Integer::parseInt).orElse(0);
    int to = Math.min(all.size(), from + call.number("Limit", PAGE));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode shown = body.putArray(member);
    all.subList(Math.min(from, to), to).forEach(shown::add);
    if (to < all.size()) {
      body.put("NextToken", String.valueOf(to));
    }
    return Reply.of(body);
  }

  static Reply tags(ObjectNode tagged) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode tags = body.putArray("Tags");
    for (Map.Entry<String, JsonNode> tag : tagged.path("tags").properties()) {
      tags.addObject().put("Key", tag.getKey()).set("Value", tag.getValue());
    }
    return Reply.of(body);
  }
}
