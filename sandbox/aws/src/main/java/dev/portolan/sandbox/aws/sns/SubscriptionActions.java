package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Subscriptions of functions, in the state under their topic by ARN. */
final class SubscriptionActions {
  private static final int PAGE = 100;
  private static final String POLICY = "FilterPolicy";
  private static final String SCOPE = "FilterPolicyScope";
  private static final Set<String> KNOWN = Set.of(POLICY, SCOPE);

  private SubscriptionActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "Subscribe", SubscriptionActions::subscribe,
        "Unsubscribe", SubscriptionActions::unsubscribe,
        "GetSubscriptionAttributes", SubscriptionActions::get,
        "SetSubscriptionAttributes", SubscriptionActions::set,
        "ListSubscriptionsByTopic", SubscriptionActions::list);
  }

  private static ObjectNode all(Call call, String topic) {
    return call.part(TopicActions.topic(call, topic), "subscriptions");
  }

  /** The same endpoint twice is one subscription. */
  private static Reply subscribe(Call call) {
    ObjectNode all = all(call, call.text("TopicArn"));
    if (!call.text("Protocol").equals("lambda")) {
      throw SnsError.PROTOCOL_HERE.refusal(call.text("Protocol"));
    }
    if (!call.text("Endpoint").matches("arn:[^:]+:lambda:[^:]+:\\d{12}:function:[^:]+(:[^:]+)?")) {
      throw SnsError.ENDPOINT.refusal();
    }
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    call.get("Attributes")
        .properties()
        .forEach(one -> lay(attributes, one.getKey(), one.getValue().asText()));
    for (Map.Entry<String, JsonNode> other : all.properties()) {
      if (other.getValue().path("Endpoint").asText().equals(call.text("Endpoint"))) {
        if (!other.getValue().path("attributes").equals(attributes)) {
          throw SnsError.SUBSCRIPTION_DIFFERS.refusal();
        }
        return told(other.getKey());
      }
    }
    String arn = call.text("TopicArn") + ":" + Ids.uuid(call.state());
    all.putObject(arn).put("Endpoint", call.text("Endpoint")).set("attributes", attributes);
    return told(arn);
  }

  private static Reply told(String arn) {
    return Reply.of(JsonNodeFactory.instance.objectNode().put("SubscriptionArn", arn));
  }

  /** An empty policy takes the filter away. */
  private static void lay(ObjectNode attributes, String name, String value) {
    if (!KNOWN.contains(name)) {
      throw SnsError.ATTRIBUTE_HERE.refusal(name);
    }
    if (name.equals(SCOPE) && !value.equals("MessageAttributes")) {
      throw SnsError.ATTRIBUTE_HERE.refusal(SCOPE + " " + value);
    }
    if (name.equals(POLICY) && FilterPolicy.read(value).isEmpty()) {
      attributes.remove(List.of(POLICY, SCOPE));
    } else {
      attributes.put(name, value);
    }
    if (attributes.has(POLICY) && !attributes.has(SCOPE)) {
      attributes.put(SCOPE, "MessageAttributes");
    }
  }

  private static ObjectNode subscription(Call call) {
    String arn = call.text("SubscriptionArn");
    String topic = arn.substring(0, Math.max(0, arn.lastIndexOf(':')));
    if (TopicActions.topics(call).path(topic).path("subscriptions").get(arn)
        instanceof ObjectNode found) {
      return found;
    }
    throw SnsError.NO_SUBSCRIPTION.refusal();
  }

  private static Reply unsubscribe(Call call) {
    String arn = call.text("SubscriptionArn");
    String topic = arn.substring(0, Math.max(0, arn.lastIndexOf(':')));
    if (TopicActions.topics(call).path(topic).path("subscriptions") instanceof ObjectNode all) {
      all.remove(arn);
    }
    return Reply.empty();
  }

  private static Reply get(Call call) {
    String arn = call.text("SubscriptionArn");
    ObjectNode subscription = subscription(call);
    ObjectNode shown = ((ObjectNode) subscription.path("attributes")).deepCopy();
    shown.put("SubscriptionArn", arn);
    shown.put("TopicArn", arn.substring(0, arn.lastIndexOf(':')));
    shown.put("Protocol", "lambda");
    shown.set("Endpoint", subscription.path("Endpoint"));
    shown.put("Owner", call.caller().account());
    shown.put("PendingConfirmation", "false");
    shown.put("RawMessageDelivery", "false");
    return TopicActions.entries("Attributes", shown);
  }

  private static Reply set(Call call) {
    ObjectNode attributes = (ObjectNode) subscription(call).path("attributes");
    lay(attributes, call.text("AttributeName"), call.text("AttributeValue"));
    return Reply.empty();
  }

  private static Reply list(Call call) {
    String topic = call.text("TopicArn");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode shown = body.putArray("Subscriptions");
    int from = call.optional("NextToken").map(Integer::parseInt).orElse(0);
    int at = 0;
    for (Map.Entry<String, JsonNode> one :
        TopicActions.topic(call, topic).path("subscriptions").properties()) {
      if (at >= from && at < from + PAGE) {
        shown
            .addObject()
            .put("SubscriptionArn", one.getKey())
            .put("Owner", call.caller().account())
            .put("Protocol", "lambda")
            .put("Endpoint", one.getValue().path("Endpoint").asText())
            .put("TopicArn", topic);
      }
      at++;
    }
    if (at > from + PAGE) {
      body.put("NextToken", String.valueOf(from + PAGE));
    }
    return Reply.of(body);
  }
}
