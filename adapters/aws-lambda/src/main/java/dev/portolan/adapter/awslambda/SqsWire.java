package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages of SQS (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
 *
 * <p>Those of a FIFO queue have an order, those of a standard queue none, though they may have a
 * group too.
 */
final class SqsWire implements RecordWire {
  static final String TYPE = "com.amazonaws.sqs.message";

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Map<?, ?> attributes = Members.optionalObject(record, "attributes");
    Map<String, Object> event =
        RecordWire.event(
            Members.text(record, "messageId"),
            Members.text(record, "eventSourceARN"),
            TYPE,
            Times.ofMillis(Members.optional(attributes, "SentTimestamp")));
    RecordWire.put(event, "partitionkey", Members.optional(attributes, "MessageGroupId"));
    RecordWire.put(event, "sequence", Members.optional(attributes, "SequenceNumber"));
    RecordWire.put(
        event, "portolanattempt", Members.optional(attributes, "ApproximateReceiveCount"));
    Object body = record.get("body");
    if (!(body instanceof String)) {
      throw Members.expected("text", "body");
    }
    byte[] message = ((String) body).getBytes(StandardCharsets.UTF_8);
    return Messages.event(
        event,
        message,
        texts(Members.optionalObject(record, "messageAttributes"), "stringValue"),
        "");
  }

  /** Those of a message's attributes that are text or numbers. */
  static Map<String, String> texts(Map<?, ?> attributes, String valueName) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : attributes.entrySet()) {
      Object type = ((Map<?, ?>) Members.object(attributes, (String) each.getKey())).get("Type");
      Object value = ((Map<?, ?>) each.getValue()).get(valueName);
      if (value instanceof String && !"Binary".equals(type)) {
        texts.put((String) each.getKey(), (String) value);
      }
    }
    return texts;
  }

  @Override
  public Event.Kind kind() {
    return Event.Kind.QUEUE;
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(record, "messageId");
  }

  @Override
  public boolean isOrdered(Map<?, ?> record) {
    Object source = record.get("eventSourceARN");
    return source instanceof String && ((String) source).endsWith(".fifo");
  }

  @Override
  public String orderKey(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "attributes"), "MessageGroupId");
  }

  @Override
  public int attempt(Map<?, ?> record) {
    Object attributes = record.get("attributes");
    Object count =
        attributes instanceof Map ? ((Map<?, ?>) attributes).get("ApproximateReceiveCount") : null;
    try {
      return count instanceof String ? Math.max(1, Integer.parseInt((String) count)) : 1;
    } catch (NumberFormatException none) {
      return 1;
    }
  }

  @Override
  public byte[] reply(LambdaRecords records, Replies replies) {
    if (replies.hasDelay()) {
      Visibility.set(records, replies);
    }
    return replies.messages();
  }
}
