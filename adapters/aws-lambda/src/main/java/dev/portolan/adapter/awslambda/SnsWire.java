package dev.portolan.adapter.awslambda;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Notifications of SNS (https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html), as
 * cloudevents/spec, adapters/aws-sns.md has them.
 */
final class SnsWire implements RecordWire {
  static final String TYPE = "com.amazonaws.sns.Notification";

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Map<?, ?> notification = Members.object(record, "Sns");
    Map<String, Object> event =
        RecordWire.event(
            Members.text(notification, "MessageId"),
            Members.text(notification, "TopicArn"),
            TYPE,
            Members.optional(notification, "Timestamp"));
    RecordWire.put(event, "subject", Members.optional(notification, "Subject"));
    Object message = notification.get("Message");
    if (!(message instanceof String)) {
      throw Members.expected("text", "Sns/Message");
    }
    Map<String, String> attributes =
        SqsWire.texts(Members.optionalObject(notification, "MessageAttributes"), "Value");
    // Enough for the filter policy of a subscription, so it is the type here too.
    RecordWire.put(event, "type", Messages.type(attributes));
    byte[] text = ((String) message).getBytes(StandardCharsets.UTF_8);
    return Messages.event(event, text, attributes, "");
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "Sns"), "MessageId");
  }

  /** The topic's own name, the last part of its ARN. */
  static String topic(Map<?, ?> record) {
    String arn = Members.text(Members.object(record, "Sns"), "TopicArn");
    return arn.substring(arn.lastIndexOf(':') + 1);
  }
}
