package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** Whom a bucket tells of its objects: one document, which is replaced as a whole. */
final class NotificationActions {
  static final String HELD = "notifications";

  private NotificationActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "GetBucketNotificationConfiguration", NotificationActions::get,
        "PutBucketNotificationConfiguration", NotificationActions::put);
  }

  private static Reply get(Call call) {
    return Buckets.xml(NotificationXml.write(Buckets.bucket(call).path(HELD)));
  }

  private static Reply put(Call call) {
    ObjectNode bucket = Buckets.bucket(call);
    ObjectNode asked = NotificationXml.read(XmlBody.from(call.request().body()));
    NotificationRules.check(asked.path("entries"));
    Destinations.check(call, asked.path("entries"));
    bucket.set(HELD, asked);
    return Reply.empty();
  }
}
