package dev.portolan.adapter.http;

import dev.portolan.Event;

/** What the types of events mean that Knative's sources and Eventarc send. */
final class EventKinds {
  private EventKinds() {}

  /**
   * The kind of an event of this type.
   *
   * <p>Knative's are constants of knative/eventing and its Kafka source; Google's are listed in
   * googleapis/google-cloudevents.
   */
  static Event.Kind of(String type) {
    switch (type) {
      case "dev.knative.sources.ping":
      case "google.cloud.scheduler.job.v1.executed":
        return Event.Kind.SCHEDULE;
      case "dev.knative.kafka.event":
        return Event.Kind.KAFKA;
      case "google.cloud.pubsub.topic.v1.messagePublished":
        return Event.Kind.TOPIC;
      case "google.cloud.storage.object.v1.finalized":
        return Event.Kind.OBJECT_CREATED;
      case "google.cloud.storage.object.v1.deleted":
        return Event.Kind.OBJECT_DELETED;
      case "google.cloud.firestore.document.v1.created":
        return Event.Kind.RECORD_CREATED;
      case "google.cloud.firestore.document.v1.updated":
        return Event.Kind.RECORD_UPDATED;
      case "google.cloud.firestore.document.v1.deleted":
        return Event.Kind.RECORD_DELETED;
      case "google.cloud.firestore.document.v1.written":
        return Event.Kind.RECORD_UPSERTED;
      default:
        return Event.Kind.CUSTOM;
    }
  }
}
