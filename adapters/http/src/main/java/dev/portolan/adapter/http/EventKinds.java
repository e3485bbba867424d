package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.runtime.KafkaEvents;
import java.util.Map;

/**
 * What sort of thing an event is, by its type.
 *
 * <p>Here are the types of Knative's own sources, and those that the other adapters give the events
 * of their platforms: whoever bridges these to a broker sends them as they are, and a function is
 * told the same kind of them wherever it runs.
 */
final class EventKinds {
  private static final String S3 = "com.amazonaws.s3.";
  private static final String DOCUMENT = "google.cloud.firestore.document.v1.";
  private static final String WITH_AUTH = ".withAuthContext";
  private static final String DYNAMO = "com.amazonaws.dynamodb.";
  private static final String COSMOS = "com.microsoft.cosmosdb.upsert";
  private static final String KAFKA = "org.apache.kafka.record";

  private EventKinds() {}

  /**
   * By its type too, but of no kind whose payload could not be made of the event: of what another
   * cloud tells of its records nothing is read here, unless it has the form of the payload.
   */
  static Event.Kind of(Map<?, ?> event) {
    return isMade(event) ? of(String.valueOf(event.get("type"))) : Event.Kind.CUSTOM;
  }

  /** Whether the payload of the kind that its type tells could be made of the event. */
  static boolean isMade(Map<?, ?> event) {
    String type = String.valueOf(event.get("type"));
    if (type.equals(KAFKA)) {
      return KafkaEvents.place(event) != null || isRecord(StoreEvents.dataOrNone(event));
    }
    boolean change = type.startsWith(DYNAMO) || type.equals(COSMOS) || type.endsWith(WITH_AUTH);
    return !change || isChange(StoreEvents.dataOrNone(event));
  }

  /** Whether this has the form of {@link dev.portolan.Change}. */
  private static boolean isChange(Map<?, ?> data) {
    return data.get("key") instanceof String key
        && !key.isEmpty()
        && (data.containsKey("before") || data.containsKey("after"));
  }

  /** Whether this has the form of {@link dev.portolan.KafkaRecord}. */
  private static boolean isRecord(Map<?, ?> data) {
    return data.get("topic") instanceof String
        && data.get("partition") instanceof Long
        && data.get("offset") instanceof Long;
  }

  static Event.Kind of(String type) {
    if (type.startsWith(S3)) {
      return ofObject(type.substring(S3.length()));
    }
    if (type.startsWith(DOCUMENT)) {
      String happened = type.substring(DOCUMENT.length());
      int end = happened.endsWith(WITH_AUTH) ? happened.length() - WITH_AUTH.length() : -1;
      return ofDocument(end < 0 ? happened : happened.substring(0, end));
    }
    switch (type) {
      case "dev.knative.sources.ping":
      case "google.cloud.scheduler.job.v1.executed":
      case "com.amazonaws.events.scheduled":
      case "com.microsoft.azure.functions.timer":
        return Event.Kind.SCHEDULE;
      case "dev.knative.kafka.event":
      case KAFKA:
        return Event.Kind.KAFKA;
      case "google.cloud.storage.object.v1.finalized":
      case "Microsoft.Storage.BlobCreated":
        return Event.Kind.OBJECT_CREATED;
      case "google.cloud.storage.object.v1.deleted":
      case "Microsoft.Storage.BlobDeleted":
        return Event.Kind.OBJECT_DELETED;
      case "google.cloud.pubsub.topic.v1.messagePublished":
      case "com.amazonaws.sns.Notification":
        return Event.Kind.TOPIC;
      case "com.amazonaws.sqs.message":
      case "com.microsoft.servicebus.message":
      case "com.microsoft.storage.queue.message":
        return Event.Kind.QUEUE;
      case DYNAMO + "INSERT":
        return Event.Kind.RECORD_CREATED;
      case DYNAMO + "MODIFY":
        return Event.Kind.RECORD_UPDATED;
      case DYNAMO + "REMOVE":
        return Event.Kind.RECORD_DELETED;
      case COSMOS:
        return Event.Kind.RECORD_UPSERTED;
      default:
        return Event.Kind.CUSTOM;
    }
  }

  /** A lifecycle rule removes objects too. */
  private static Event.Kind ofObject(String happened) {
    if (happened.startsWith("ObjectCreated:")) {
      return Event.Kind.OBJECT_CREATED;
    }
    return happened.startsWith("ObjectRemoved:") || happened.startsWith("LifecycleExpiration:")
        ? Event.Kind.OBJECT_DELETED
        : Event.Kind.CUSTOM;
  }

  private static Event.Kind ofDocument(String happened) {
    switch (happened) {
      case "created":
        return Event.Kind.RECORD_CREATED;
      case "updated":
        return Event.Kind.RECORD_UPDATED;
      case "deleted":
        return Event.Kind.RECORD_DELETED;
      case "written":
        return Event.Kind.RECORD_UPSERTED;
      default:
        return Event.Kind.CUSTOM;
    }
  }
}
