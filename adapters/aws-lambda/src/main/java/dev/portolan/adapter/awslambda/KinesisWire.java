package dev.portolan.adapter.awslambda;

import java.util.Map;

/** Records of Kinesis (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html). */
final class KinesisWire implements RecordWire {
  static final String TYPE = "com.amazonaws.kinesis.record";

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Map<?, ?> entry = Members.object(record, "kinesis");
    Map<String, Object> event =
        RecordWire.event(
            Members.text(record, "eventID"),
            Members.text(record, "eventSourceARN"),
            TYPE,
            Times.ofSeconds(entry.get("approximateArrivalTimestamp")));
    RecordWire.put(event, "partitionkey", Members.optional(entry, "partitionKey"));
    RecordWire.put(event, "sequence", Members.optional(entry, "sequenceNumber"));
    Object data = entry.get("data");
    if (!(data instanceof String)) {
      throw Members.expected("text in Base64", "kinesis/data");
    }
    return Messages.event(event, KafkaWire.bytes((String) data), Map.of(), "");
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "kinesis"), "sequenceNumber");
  }

  @Override
  public boolean isOrdered(Map<?, ?> record) {
    return true;
  }

  @Override
  public String orderKey(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "kinesis"), "partitionKey");
  }

  @Override
  public byte[] reply(LambdaRecords records, Replies replies) {
    return replies.stream();
  }
}
