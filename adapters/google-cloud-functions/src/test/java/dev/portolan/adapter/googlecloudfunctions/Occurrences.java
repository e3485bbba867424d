package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.codec.JsonWriter;
import dev.portolan.testkit.adapter.Occurrence;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens, as Eventarc sends it: cloud.google.com/eventarc/docs/cloudevents.
 *
 * <p>A queue is a topic with one taker.
 */
final class Occurrences {
  private static final String STORAGE = "//storage.googleapis.com/projects/_/buckets/";
  private static final String TOPICS = "//pubsub.googleapis.com/projects/my-project/topics/";

  private Occurrences() {}

  static HttpRequest request(Occurrence occurrence) {
    switch (occurrence.kind()) {
      case QUEUE:
      case TOPIC:
        return event(
            occurrence,
            "google.cloud.pubsub.topic.v1.messagePublished",
            TOPICS + occurrence.place(),
            message(occurrence));
      case SCHEDULE:
        return event(
            occurrence,
            "google.cloud.scheduler.job.v1.executed",
            "//cloudscheduler.googleapis.com/projects/p/locations/l/jobs/" + occurrence.place(),
            Map.of());
      case OBJECT_CREATED:
        return event(
            occurrence,
            "google.cloud.storage.object.v1.finalized",
            STORAGE + occurrence.place(),
            object(occurrence));
      case OBJECT_DELETED:
        return event(
            occurrence,
            "google.cloud.storage.object.v1.deleted",
            STORAGE + occurrence.place(),
            object(occurrence));
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
        return change(occurrence);
      default:
        return custom(occurrence);
    }
  }

  /** As {@code written}, which is what a deployed trigger asks for, and says not what happened. */
  private static HttpRequest change(Occurrence occurrence) {
    Change<Map<String, Object>> change = occurrence.change().orElseThrow();
    String name = occurrence.place() + "/" + change.key();
    ProtoWriter data = new ProtoWriter();
    change.after().ifPresent(fields -> data.message(1, document(name, fields)));
    change.before().ifPresent(fields -> data.message(2, document(name, fields)));
    return event(
            occurrence,
            "google.cloud.firestore.document.v1.written",
            "//firestore.googleapis.com/projects/my-project/databases/(default)",
            "application/protobuf",
            data.toBytes())
        .withHeader("ce-subject", "documents/" + name)
        .withHeader("ce-document", name);
  }

  private static ProtoWriter document(String name, Map<String, Object> fields) {
    ProtoWriter document =
        new ProtoWriter().text(1, "projects/my-project/databases/(default)/documents/" + name);
    fields.forEach((field, value) -> document.entry(2, field, value(value)));
    return document;
  }

  /** Field numbers: googleapis/googleapis, google/firestore/v1/document.proto. */
  private static ProtoWriter value(Object plain) {
    ProtoWriter value = new ProtoWriter();
    if (plain instanceof Map<?, ?> map) {
      ProtoWriter fields = new ProtoWriter();
      map.forEach((name, each) -> fields.entry(1, (String) name, value(each)));
      return value.message(6, fields);
    }
    if (plain instanceof List<?> list) {
      ProtoWriter values = new ProtoWriter();
      list.forEach(each -> values.message(1, value(each)));
      return value.message(9, values);
    }
    if (plain instanceof Number number) {
      return plain instanceof Long
          ? value.number(2, (Long) plain)
          : value.real(3, number.doubleValue());
    }
    if (plain instanceof Boolean yes) {
      return value.number(1, yes ? 1 : 0);
    }
    return plain == null ? value.number(11, 0) : value.text(17, plain.toString());
  }

  private static HttpRequest event(
      Occurrence occurrence, String type, String source, Map<String, Object> data) {
    byte[] json = new JsonWriter().value(data).toBytes();
    return event(occurrence, type, source, "application/json", json);
  }

  private static HttpRequest event(
      Occurrence occurrence, String type, String source, String mediaType, byte[] data) {
    return HttpRequest.of("POST", "/")
        .withHeader("ce-specversion", "1.0")
        .withHeader("ce-id", occurrence.id())
        .withHeader("ce-type", type)
        .withHeader("ce-source", source)
        .withHeader("ce-time", "2026-01-02T03:04:05.678Z")
        .withHeader("content-type", mediaType)
        .withBody(data);
  }

  private static Map<String, Object> message(Occurrence occurrence) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (occurrence.isCloudEvent()) {
      attributes.put("ce-specversion", "1.0");
    }
    occurrence
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(occurrence.isCloudEvent() ? "ce-" + name : name, value));
    if (!occurrence.mediaType().isEmpty()) {
      attributes.put(
          occurrence.isCloudEvent() ? "ce-datacontenttype" : "content-type",
          occurrence.mediaType());
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("attributes", attributes);
    message.put("data", Base64.getEncoder().encodeToString(occurrence.data()));
    message.put("messageId", occurrence.id());
    message.put("publishTime", "2026-01-02T03:04:05.678Z");
    return Map.of("message", message, "subscription", "projects/my-project/subscriptions/my-sub");
  }

  /** Protobuf's JSON has numbers of 64 bits as text. */
  private static Map<String, Object> object(Occurrence occurrence) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kind", "storage#object");
    object.put("name", occurrence.key());
    object.put("bucket", occurrence.place());
    object.put("generation", "1587627537231057");
    if (occurrence.kind() == Event.Kind.OBJECT_CREATED) {
      object.put("size", Integer.toString(occurrence.data().length));
      object.put("etag", "CNHZkbuF/ugCEAE=");
    }
    return object;
  }

  private static HttpRequest custom(Occurrence occurrence) {
    HttpRequest request =
        HttpRequest.of("POST", "/").withHeader("ce-specversion", "1.0").withBody(occurrence.data());
    for (Map.Entry<String, String> each : occurrence.attributes().entrySet()) {
      request = request.withHeader("ce-" + each.getKey(), each.getValue());
    }
    return occurrence.mediaType().isEmpty()
        ? request
        : request.withHeader("content-type", occurrence.mediaType());
  }
}
