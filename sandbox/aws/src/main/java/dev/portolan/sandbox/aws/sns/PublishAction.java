package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;
import java.util.UUID;

/** Sends a message to each subscriber whose filter takes it, in SNS's envelope. */
final class PublishAction {
  private final Fanout fanout;

  PublishAction(Fanout fanout) {
    this.fanout = fanout;
  }

  Reply publish(Call call) {
    String topic = call.text("TopicArn");
    String id = UUID.randomUUID().toString();
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> one : call.get("MessageAttributes").properties()) {
      JsonNode given = one.getValue();
      attributes
          .putObject(one.getKey())
          .put("Type", given.path("DataType").asText())
          .set(
              "Value",
              given.has("StringValue") ? given.get("StringValue") : given.path("BinaryValue"));
    }
    Publication publication =
        new Publication(
            topic,
            id,
            call.optional("Subject").orElse(null),
            call.text("Message"),
            attributes,
            call.now());
    publication
        .due(TopicActions.topic(call, topic))
        .forEach((function, payload) -> fanout.deliver(topic, function, payload));
    return Reply.of(JsonNodeFactory.instance.objectNode().put("MessageId", id));
  }
}
