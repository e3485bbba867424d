package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Sends a message to each subscriber whose filter takes it, in SNS's envelope.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">the envelope</a>
 */
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
    for (Map.Entry<String, JsonNode> one :
        TopicActions.topic(call, topic).path("subscriptions").properties()) {
      JsonNode policy = one.getValue().path("attributes").path("FilterPolicy");
      boolean takes =
          FilterPolicy.read(policy.asText("{}")).map(p -> p.takes(attributes)).orElse(true);
      if (takes) {
        byte[] payload =
            envelope(call, id, one.getKey(), attributes).getBytes(StandardCharsets.UTF_8);
        fanout.deliver(topic, one.getValue().path("Endpoint").asText(), payload);
      }
    }
    return Reply.of(JsonNodeFactory.instance.objectNode().put("MessageId", id));
  }

  private static String envelope(Call call, String id, String subscription, ObjectNode attributes) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("EventSource", "aws:sns").put("EventVersion", "1.0");
    record.put("EventSubscriptionArn", subscription);
    String region = call.caller().region();
    ObjectNode sns = record.putObject("Sns");
    sns.put("Type", "Notification").put("MessageId", id).put("TopicArn", call.text("TopicArn"));
    sns.put("Subject", call.optional("Subject").orElse(null));
    sns.put("Message", call.text("Message"));
    sns.put("Timestamp", call.now().truncatedTo(ChronoUnit.MILLIS).toString());
    sns.put("SignatureVersion", "1").put("Signature", "sandbox");
    sns.put("SigningCertUrl", "https://sns." + region + ".amazonaws.com/sandbox.pem");
    sns.put(
        "UnsubscribeUrl",
        "https://sns."
            + region
            + ".amazonaws.com/?Action=Unsubscribe&SubscriptionArn="
            + subscription);
    sns.set("MessageAttributes", attributes);
    return event.toString();
  }
}
