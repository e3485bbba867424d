package dev.portolan.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What SQS itself tells of a message. */
public final class SystemAttributes {
  private SystemAttributes() {}

  /** By name, all of them text. */
  public static ObjectNode of(JsonNode message) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("ApproximateReceiveCount", message.path("receives").asText());
    all.put("SentTimestamp", message.path("sent").asText());
    all.put("SenderId", "AIDASANDBOXSANDBOXSAN");
    all.put("ApproximateFirstReceiveTimestamp", message.path("first").asText());
    put(all, "SequenceNumber", message, "sequence");
    put(all, "MessageGroupId", message, "group");
    put(all, "MessageDeduplicationId", message, "deduplication");
    return all;
  }

  private static void put(ObjectNode all, String name, JsonNode message, String member) {
    if (message.has(member)) {
      all.set(name, message.get(member));
    }
  }
}
