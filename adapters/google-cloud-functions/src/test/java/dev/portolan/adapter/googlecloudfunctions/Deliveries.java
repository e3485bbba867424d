package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.HttpRequest;

/** One event of each kind, as Google delivers it. */
final class Deliveries {
  private static final String DOCUMENT = "google.cloud.firestore.document.v1.";

  private Deliveries() {}

  static HttpRequest of(Event.Kind kind, String text) {
    switch (kind) {
      case TOPIC:
        return Published.of("orders", text, "").request();
      case SCHEDULE:
        return event(
            "google.cloud.scheduler.job.v1.executed",
            "//cloudscheduler.googleapis.com/projects/p/locations/l/jobs/nightly",
            "{}");
      case OBJECT_CREATED:
        return object("finalized");
      case OBJECT_DELETED:
        return object("deleted");
      case RECORD_CREATED:
        return record("written", 1, text);
      case RECORD_UPDATED:
        return record("updated.withAuthContext", 1, text);
      case RECORD_DELETED:
        return record("deleted", 2, text);
      default:
        return event("said", "/shop", text)
            .withHeaders(event("said", "/shop", text).headers().without("content-type"))
            .withHeader("content-type", "text/plain; charset=utf-8");
    }
  }

  private static HttpRequest event(String type, String source, String body) {
    return Published.event(type, body)
        .withHeader("ce-id", "1")
        .withHeader("ce-source", source)
        .withHeader("content-type", "application/json");
  }

  /** cloud.google.com/eventarc/docs/cloudevents, "Cloud Storage". */
  private static HttpRequest object(String what) {
    return event(
        "google.cloud.storage.object.v1." + what,
        "//storage.googleapis.com/projects/_/buckets/photos",
        "{\"kind\":\"storage#object\",\"name\":\"a b.txt\",\"bucket\":\"photos\",\"size\":\"352\","
            + "\"generation\":\"1587627537231057\",\"etag\":\"CNHZkbuF/ugCEAE=\","
            + "\"contentType\":\"text/plain\"}");
  }

  private static HttpRequest record(String what, int field, String text) {
    ProtoWriter document =
        new ProtoWriter()
            .text(1, "projects/p/databases/d/documents/customers/7")
            .entry(2, "name", new ProtoWriter().text(17, text));
    HttpRequest event =
        event(DOCUMENT + what, "//firestore.googleapis.com/projects/p/databases/d", "");
    return event
        .withHeaders(event.headers().without("content-type"))
        .withHeader("content-type", "application/protobuf")
        .withBody(new ProtoWriter().message(field, document).toBytes());
  }
}
