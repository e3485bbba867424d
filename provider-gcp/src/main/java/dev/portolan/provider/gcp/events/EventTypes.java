package dev.portolan.provider.gcp.events;

/**
 * The types of events that triggers are made for.
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/reference/supported-events">all types</a>
 */
final class EventTypes {
  static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";
  static final String STORED = "google.cloud.storage.object.v1.finalized";
  static final String REMOVED = "google.cloud.storage.object.v1.deleted";
  static final String WRITTEN = "google.cloud.firestore.document.v1.written";

  private EventTypes() {}
}
