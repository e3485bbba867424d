package dev.portolan.sandbox.aws.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that is published to a topic.
 *
 * @param topic its ARN
 * @param attributes as the envelope has them
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">the envelope</a>
 */
public record Publication(
    String topic, String id, String subject, String message, ObjectNode attributes, Instant now) {

  /**
   * What each subscriber is due whose filter takes it, by its ARN.
   *
   * @param stored the topic, as it stands in the state
   */
  public Map<String, byte[]> due(JsonNode stored) {
    Map<String, byte[]> due = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : stored.path("subscriptions").properties()) {
      JsonNode policy = one.getValue().path("attributes").path("FilterPolicy");
      boolean takes =
          FilterPolicy.read(policy.asText("{}")).map(p -> p.takes(attributes)).orElse(true);
      if (takes) {
        due.put(
            one.getValue().path("Endpoint").asText(),
            envelope(one.getKey()).getBytes(StandardCharsets.UTF_8));
      }
    }
    return due;
  }

  private String envelope(String subscription) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ObjectNode record = event.putArray("Records").addObject();
    record.put("EventSource", "aws:sns").put("EventVersion", "1.0");
    record.put("EventSubscriptionArn", subscription);
    String host = "https://sns." + topic.split(":")[3] + ".amazonaws.com/";
    ObjectNode sns = record.putObject("Sns");
    sns.put("Type", "Notification").put("MessageId", id).put("TopicArn", topic);
    sns.put("Subject", subject);
    sns.put("Message", message);
    sns.put("Timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    sns.put("SignatureVersion", "1").put("Signature", "sandbox");
    sns.put("SigningCertUrl", host + "sandbox.pem");
    sns.put("UnsubscribeUrl", host + "?Action=Unsubscribe&SubscriptionArn=" + subscription);
    sns.set("MessageAttributes", attributes);
    return event.toString();
  }
}
