package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.pubsub.v1.PubsubMessage;
import dev.portolan.sandbox.gcp.wire.ProtoJson;

/**
 * A message as Pub/Sub pushes it: some names stand twice, in both ways of writing.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">push</a>
 */
final class PushedMessage {
  private PushedMessage() {}

  static ObjectNode of(PubsubMessage message) {
    ObjectNode json = ProtoJson.tree(message);
    JsonNode id = json.path("messageId");
    JsonNode time = json.path("publishTime");
    json.set("message_id", id);
    json.set("publish_time", time);
    return json;
  }

  /**
   * What a subscription pushes.
   *
   * @param attempt which delivery it is, told beside the message; 0 where Pub/Sub does not count:
   *     "if a DeadLetterPolicy is not set on the subscription, this will be 0" (pubsub.proto,
   *     {@code ReceivedMessage.delivery_attempt})
   */
  static ObjectNode envelope(JsonNode message, String subscription, int attempt) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    if (attempt > 0) {
      envelope.put("deliveryAttempt", attempt);
    }
    envelope.set("message", message);
    return envelope.put("subscription", subscription);
  }
}
