package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records of DynamoDB's streams (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html).
 *
 * <p>An event's own data is the record's {@code dynamodb}, with {@code Keys}, {@code NewImage} and
 * {@code OldImage} as plain JSON.
 */
final class DynamoDbWire implements RecordWire {
  static final String TYPE = "com.amazonaws.dynamodb.";

  private static final String[] ITEMS = {"Keys", "NewImage", "OldImage"};

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    Map<?, ?> change = Members.object(record, "dynamodb");
    Map<String, Object> event =
        RecordWire.event(
            Members.text(record, "eventID"),
            Members.text(record, "eventSourceARN"),
            TYPE + Members.text(record, "eventName"),
            Times.ofSeconds(change.get("ApproximateCreationDateTime")));
    Map<String, Object> data = new LinkedHashMap<>(Messages.document(change));
    for (String item : ITEMS) {
      if (change.get(item) != null) {
        data.put(item, AttributeValues.plain(Members.object(change, item)));
      }
    }
    event.put("partitionkey", key(Members.object(data, "Keys")));
    RecordWire.put(event, "sequence", Members.optional(change, "SequenceNumber"));
    event.put("data", data);
    return event;
  }

  /** A key of one part as its text; one of two as a JSON object, their names in order. */
  private static String key(Map<?, ?> keys) {
    if (keys.isEmpty()) {
      throw Members.expected("an object", "dynamodb/Keys");
    }
    Object first = keys.values().iterator().next();
    return keys.size() == 1 && first != null
        ? first.toString()
        : new String(new JsonWriter().value(new TreeMap<>(keys)).toBytes(), StandardCharsets.UTF_8);
  }

  /** What {@code dev.portolan.Change} is made of. */
  static Map<String, Object> portable(Map<?, ?> data) {
    Map<String, Object> portable = new LinkedHashMap<>();
    portable.put("key", key(Members.object(data, "Keys")));
    portable.put("before", data.get("OldImage"));
    portable.put("after", data.get("NewImage"));
    return portable;
  }

  @Override
  public String id(Map<?, ?> record) {
    return Members.optional(Members.optionalObject(record, "dynamodb"), "SequenceNumber");
  }

  @Override
  public boolean isOrdered(Map<?, ?> record) {
    return true;
  }

  @Override
  public byte[] reply(LambdaRecords records, Replies replies) {
    return replies.stream();
  }
}
