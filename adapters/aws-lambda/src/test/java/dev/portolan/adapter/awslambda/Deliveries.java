package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One event of each kind, as AWS delivers it. */
final class Deliveries {
  private Deliveries() {}

  static String of(Event.Kind kind, String text) {
    switch (kind) {
      case QUEUE:
        return Batches.sqs(text);
      case TOPIC:
        return Batches.sns(text);
      case SCHEDULE:
        return Recipient.published("eventbridge-scheduled");
      case OBJECT_CREATED:
        return object("ObjectCreated:Put");
      case OBJECT_DELETED:
        return object("ObjectRemoved:Delete");
      case KAFKA:
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
        return new String(
            Occurrences.payload(List.of(Occurrence.sample(kind, text))), StandardCharsets.UTF_8);
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
}
