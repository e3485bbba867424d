package dev.portolan.adapter.awslambda;

import dev.portolan.Event;

/** One event of each kind, as AWS delivers it. */
final class Deliveries {
  private Deliveries() {}

  static String of(Event.Kind kind, String text) {
    switch (kind) {
      case QUEUE:
        return Batches.sqs(text);
      case TOPIC:
        return Batches.sns(text);
      case KAFKA:
        return Batches.kafka(text).replace("\"topic\":\"t\"", "\"topic\":\"clicks\"");
      case SCHEDULE:
        return Recipient.published("eventbridge-scheduled");
      case OBJECT_CREATED:
        return object("ObjectCreated:Put");
      case OBJECT_DELETED:
        return object("ObjectRemoved:Delete");
      case RECORD_CREATED:
        return record("INSERT", "NewImage", text);
      case RECORD_UPDATED:
        return record("MODIFY", "NewImage", text);
      case RECORD_DELETED:
        return record("REMOVE", "OldImage", text);
      default:
        return "{\"id\":\"1\",\"source\":\"shop\",\"detail-type\":\"said\",\"detail\":\""
            + text
            + "\"}";
    }
  }

  private static String object(String name) {
    return Recipient.published("s3-put")
        .replace("ObjectCreated:Put", name)
        .replace("sourcebucket", "photos")
        .replace("Happy%20Face.jpg", "a+b.txt");
  }

  private static String record(String name, String image, String text) {
    return "{\"Records\":[{\"eventID\":\"1\",\"eventName\":\""
        + name
        + "\",\"eventSource\":\"aws:dynamodb\",\"eventSourceARN\":\"arn:aws:dynamodb:t\","
        + "\"dynamodb\":{\"SequenceNumber\":\"1\",\"Keys\":{\"id\":{\"N\":\"7\"}},\""
        + image
        + "\":{\"name\":{\"S\":\""
        + text
        + "\"}}}}]}";
  }
}
