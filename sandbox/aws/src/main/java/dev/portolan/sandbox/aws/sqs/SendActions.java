package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** What puts messages into a queue. */
final class SendActions {
  private static final int MOST = 10;

  private SendActions() {}

  static Map<String, Action> all() {
    return Map.of("SendMessage", SendActions::send, "SendMessageBatch", SendActions::batch);
  }

  private static Reply send(Call call) {
    return Reply.of(told(sent(call, Queues.queue(call), call.in())));
  }

  private static ObjectNode sent(Call call, ObjectNode queue, ObjectNode message) {
    if (message.path("MessageBody").asText().isEmpty()) {
      throw SqsError.EMPTY_BODY.refusal();
    }
    return Letter.send(call.state(), queue, message, call.now());
  }

  private static ObjectNode told(JsonNode message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("MessageId", message.path("id"));
    body.put("MD5OfMessageBody", Digests.md5(message.path("body").asText()));
    if (!message.path("attributes").isEmpty()) {
      body.put("MD5OfMessageAttributes", Digests.ofAttributes(message.path("attributes")));
    }
    if (message.has("sequence")) {
      body.set("SequenceNumber", message.path("sequence"));
    }
    return body;
  }

  /** Each entry succeeds or fails by itself. */
  private static Reply batch(Call call) {
    ObjectNode queue = Queues.queue(call);
    JsonNode entries = call.get("Entries");
    if (entries.isEmpty()) {
      throw SqsError.EMPTY_BATCH.refusal();
    }
    if (entries.size() > MOST) {
      throw SqsError.LONG_BATCH.refusal(entries.size());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode successful = body.putArray("Successful");
    ArrayNode failed = body.putArray("Failed");
    for (JsonNode entry : entries) {
      try {
        ObjectNode one = told(sent(call, queue, (ObjectNode) entry));
        successful.add(one.put("Id", entry.path("Id").asText()));
      } catch (AwsRefusal refusal) {
        failed
            .addObject()
            .put("Id", entry.path("Id").asText())
            .put("SenderFault", true)
            .put("Code", ((SqsError) refusal.shape()).olderCode())
            .put("Message", refusal.getMessage());
      }
    }
    return Reply.of(body);
  }
}
