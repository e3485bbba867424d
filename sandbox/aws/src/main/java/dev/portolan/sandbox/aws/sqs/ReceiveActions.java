package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** What takes messages out of a queue. No call waits for a message to come. */
final class ReceiveActions {
  private static final int MOST = 10;

  private ReceiveActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "ReceiveMessage", ReceiveActions::receive,
        "DeleteMessage", ReceiveActions::delete,
        "ChangeMessageVisibility", ReceiveActions::hide);
  }

  private static Reply receive(Call call) {
    ObjectNode queue = Queues.queue(call);
    int most = call.number("MaxNumberOfMessages", 1);
    if (most < 1 || most > MOST) {
      throw SqsError.MOST.refusal(most);
    }
    int seconds = call.number("VisibilityTimeout", Queues.visibility(queue));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode shown = body.putArray("Messages");
    Messages.receive(call.state(), queue, most, seconds, call.now(), id -> true)
        .forEach(message -> shown.add(shown(call, message)));
    return Reply.of(body);
  }

  private static ObjectNode shown(Call call, JsonNode message) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.set("MessageId", message.path("id"));
    shown.set("ReceiptHandle", message.path("receipt"));
    shown.set("Body", message.path("body"));
    shown.put("MD5OfBody", Digests.md5(message.path("body").asText()));
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    ObjectNode system = SystemAttributes.of(message);
    for (String member : new String[] {"AttributeNames", "MessageSystemAttributeNames"}) {
      for (JsonNode name : call.get(member)) {
        if (name.asText().equals("All")) {
          told.setAll(system);
        } else if (system.has(name.asText())) {
          told.set(name.asText(), system.get(name.asText()));
        }
      }
    }
    if (!told.isEmpty()) {
      shown.set("Attributes", told);
    }
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (JsonNode name : call.get("MessageAttributeNames")) {
      String asked = name.asText();
      for (Map.Entry<String, JsonNode> one : message.path("attributes").properties()) {
        boolean all = asked.equals("All") || asked.equals(".*");
        if (all || asked.equals(one.getKey())) {
          own.set(one.getKey(), one.getValue());
        }
      }
    }
    if (!own.isEmpty()) {
      shown.set("MessageAttributes", own);
      shown.put("MD5OfMessageAttributes", Digests.ofAttributes(own));
    }
    return shown;
  }

  /** What is not there any more is gone as asked. */
  private static Reply delete(Call call) {
    Messages.delete(Queues.queue(call), receipt(call));
    return Reply.empty();
  }

  private static String receipt(Call call) {
    String receipt = call.text("ReceiptHandle");
    if (!receipt.matches("[0-9a-f-]{36}")) {
      throw SqsError.RECEIPT.refusal(
          "The input receipt handle \"" + receipt + "\" is not a valid receipt handle.");
    }
    return receipt;
  }

  private static Reply hide(Call call) {
    String receipt = receipt(call);
    for (JsonNode message : Messages.of(Queues.queue(call))) {
      if (message.path("receipt").asText().equals(receipt) && Messages.flies(message, call.now())) {
        long until = call.now().plusSeconds(call.number("VisibilityTimeout", 0)).toEpochMilli();
        ((ObjectNode) message).put("visible", until);
        return Reply.empty();
      }
    }
    throw SqsError.NOT_IN_FLIGHT.refusal();
  }
}
