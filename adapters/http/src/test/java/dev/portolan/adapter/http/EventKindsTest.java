package dev.portolan.adapter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is bridged to a broker is of the kind that it has where it comes from. */
final class EventKindsTest {
  @ParameterizedTest
  @CsvSource({
    "dev.knative.sources.ping, SCHEDULE",
    "dev.knative.kafka.event, KAFKA",
    "com.amazonaws.events.scheduled, SCHEDULE",
    "com.amazonaws.sqs.message, QUEUE",
    "com.amazonaws.sns.Notification, TOPIC",
    "com.amazonaws.s3.ObjectCreated:Put, OBJECT_CREATED",
    "com.amazonaws.s3.ObjectRemoved:Delete, OBJECT_DELETED",
    "com.amazonaws.s3.LifecycleExpiration:Delete, OBJECT_DELETED",
    "com.amazonaws.s3.LifecycleExpiration:DeleteMarkerCreated, OBJECT_DELETED",
    "com.amazonaws.s3.LifecycleTransition, CUSTOM",
    "com.amazonaws.s3.ObjectRestore:Completed, CUSTOM",
    "com.amazonaws.dynamodb.INSERT, RECORD_CREATED",
    "com.amazonaws.dynamodb.MODIFY, RECORD_UPDATED",
    "com.amazonaws.dynamodb.REMOVE, RECORD_DELETED",
    "com.amazonaws.kinesis.record, CUSTOM",
    "org.apache.kafka.record, KAFKA",
    "com.microsoft.azure.functions.timer, SCHEDULE",
    "com.microsoft.storage.queue.message, QUEUE",
    "com.microsoft.servicebus.message, QUEUE",
    "com.microsoft.cosmosdb.upsert, RECORD_UPSERTED",
    "Microsoft.Storage.BlobCreated, OBJECT_CREATED",
    "Microsoft.Storage.BlobDeleted, OBJECT_DELETED",
    "Microsoft.Storage.BlobTierChanged, CUSTOM",
    "google.cloud.scheduler.job.v1.executed, SCHEDULE",
    "google.cloud.pubsub.topic.v1.messagePublished, TOPIC",
    "google.cloud.storage.object.v1.finalized, OBJECT_CREATED",
    "google.cloud.storage.object.v1.deleted, OBJECT_DELETED",
    "google.cloud.storage.object.v1.archived, CUSTOM",
    "google.cloud.storage.object.v1.metadataUpdated, CUSTOM",
    "google.cloud.firestore.document.v1.created, RECORD_CREATED",
    "google.cloud.firestore.document.v1.updated, RECORD_UPDATED",
    "google.cloud.firestore.document.v1.deleted, RECORD_DELETED",
    "google.cloud.firestore.document.v1.written, RECORD_UPSERTED",
    "google.cloud.firestore.document.v1.created.withAuthContext, RECORD_CREATED",
    "google.cloud.firestore.document.v1.updated.withAuthContext, RECORD_UPDATED",
    "google.cloud.firestore.document.v1.deleted.withAuthContext, RECORD_DELETED",
    "google.cloud.firestore.document.v1.written.withAuthContext, RECORD_UPSERTED",
    "google.cloud.firestore.document.v1.withAuthContext, CUSTOM",
    "com.acme.order.placed, CUSTOM"
  })
  void ofEveryType(String type, Event.Kind kind) {
    assertEquals(kind, new KnativeEvents().kind(type));
  }
}
