package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** Topics, in the state by ARN: {@code tags} and {@code subscriptions}. */
final class TopicActions {
  private TopicActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateTopic", TopicActions::create,
        "DeleteTopic", TopicActions::delete,
        "GetTopicAttributes", TopicActions::attributes,
        "ListTagsForResource", TopicActions::tags);
  }

  static ObjectNode topics(Call call) {
    return call.part(call.regional("sns"), "topics");
  }

  static ObjectNode topic(Call call, String arn) {
    if (topics(call).get(arn) instanceof ObjectNode topic) {
      return topic;
    }
    throw SnsError.NO_TOPIC.refusal();
  }

  /**
   * "If the requester already owns a topic with the specified name, that topic's ARN is returned."
   */
  private static Reply create(Call call) {
    String name = call.text("Name");
    if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
      throw SnsError.TOPIC_NAME.refusal();
    }
    String arn = call.caller().arnOf("sns", name);
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    call.get("Tags").forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
    if (topics(call).has(arn)) {
      if (!tags.isEmpty() && !topics(call).path(arn).path("tags").equals(tags)) {
        throw SnsError.TAGS_DIFFER.refusal();
      }
    } else {
      topics(call).putObject(arn).set("tags", tags);
    }
    return Reply.of(JsonNodeFactory.instance.objectNode().put("TopicArn", arn));
  }

  private static Reply delete(Call call) {
    topics(call).remove(call.text("TopicArn"));
    return Reply.empty();
  }

  private static Reply attributes(Call call) {
    ObjectNode topic = topic(call, call.text("TopicArn"));
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("TopicArn", call.text("TopicArn"));
    all.put("Owner", call.caller().account());
    all.put("SubscriptionsConfirmed", topic.path("subscriptions").size());
    return entries("Attributes", all);
  }

  /** A map as the query protocol writes it. */
  static Reply entries(String name, ObjectNode all) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject(name).putArray("entry");
    for (Map.Entry<String, JsonNode> one : all.properties()) {
      body.withObjectProperty(name)
          .withArrayProperty("entry")
          .addObject()
          .put("key", one.getKey())
          .set("value", one.getValue());
    }
    return Reply.of(body);
  }

  private static Reply tags(Call call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("Tags");
    for (Map.Entry<String, JsonNode> tag :
        topic(call, call.text("ResourceArn")).path("tags").properties()) {
      body.withArrayProperty("Tags")
          .addObject()
          .put("Key", tag.getKey())
          .set("Value", tag.getValue());
    }
    return Reply.of(body);
  }
}
