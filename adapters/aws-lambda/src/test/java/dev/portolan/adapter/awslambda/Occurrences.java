package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.testkit.adapter.Occurrence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens, in the envelopes that Lambda hands over; their sources are with each wire. */
final class Occurrences {
  private static final String TIME = "2026-01-02T03:04:05.678Z";
  private static final String ARN = ":eu-west-1:123456789012:";

  private Occurrences() {}

  /** Several of a queue, a table or a topic of Kafka, or one of anything. */
  static byte[] payload(List<Occurrence> occurrences) {
    Occurrence first = occurrences.get(0);
    switch (first.kind()) {
      case SCHEDULE:
        return document(tick(first.place()));
      case CUSTOM:
        return document(custom(first));
      case KAFKA:
        return document(Streamed.records(occurrences));
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_DELETED:
        return document(Streamed.changes(occurrences));
      default:
        List<Object> records = occurrences.stream().map(Occurrences::entry).toList();
        return document(Map.of("Records", records));
    }
  }

  /** Which come again, as an answer tells; a topic of Kafka reads none. */
  static List<Boolean> again(byte[] answer, List<Occurrence> occurrences) {
    if (occurrences.get(0).change().isPresent()) {
      return Streamed.changesAgain(answer, occurrences);
    }
    return occurrences.stream().map(each -> isIn(answer, each)).toList();
  }

  /** Whether an answer names it among the {@code batchItemFailures}, so that it comes again. */
  private static boolean isIn(byte[] answer, Occurrence occurrence) {
    Object told = answer.length == 0 ? null : JsonReader.read(answer);
    return told instanceof Map
        && ((Map<?, ?>) told).get("batchItemFailures") instanceof List<?> failures
        && failures.contains(Map.of("itemIdentifier", occurrence.id()));
  }

  private static byte[] document(Map<String, Object> document) {
    return new JsonWriter().value(document).toBytes();
  }

  private static Object entry(Occurrence occurrence) {
    if (occurrence.kind() == Event.Kind.QUEUE) {
      return queued(occurrence);
    }
    return occurrence.kind() == Event.Kind.TOPIC ? published(occurrence) : object(occurrence);
  }

  private static Map<String, Object> queued(Occurrence message) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("messageId", message.id());
    record.put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a");
    record.put("body", text(message));
    record.put(
        "attributes",
        Map.of(
            "ApproximateReceiveCount",
            Integer.toString(message.attempt()),
            "SentTimestamp",
            "1545082649183"));
    record.put("messageAttributes", attributes(message, "stringValue", "dataType"));
    record.put("eventSource", "aws:sqs");
    record.put("eventSourceARN", "arn:aws:sqs" + ARN + message.place());
    record.put("awsRegion", "eu-west-1");
    return record;
  }

  private static Map<String, Object> published(Occurrence message) {
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("Type", "Notification");
    notification.put("MessageId", message.id());
    notification.put("TopicArn", "arn:aws:sns" + ARN + message.place());
    notification.put("Message", text(message));
    notification.put("Timestamp", TIME);
    notification.put("MessageAttributes", attributes(message, "Value", "Type"));
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("EventSource", "aws:sns");
    record.put("EventVersion", "1.0");
    record.put("Sns", notification);
    return record;
  }

  private static Map<String, Object> attributes(Occurrence message, String value, String type) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (message.isCloudEvent()) {
      attributes.put("ce-specversion", Map.of(value, "1.0", type, "String"));
    }
    message
        .attributes()
        .forEach(
            (name, text) ->
                attributes.put(
                    message.isCloudEvent() ? "ce-" + name : name,
                    Map.of(value, text, type, "String")));
    if (!message.mediaType().isEmpty()) {
      attributes.put("content-type", Map.of(value, message.mediaType(), type, "String"));
    }
    return attributes;
  }

  private static Map<String, Object> object(Occurrence occurrence) {
    boolean stored = occurrence.kind() == Event.Kind.OBJECT_CREATED;
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", URLEncoder.encode(occurrence.key(), StandardCharsets.UTF_8));
    if (stored) {
      object.put("size", occurrence.data().length);
      object.put("eTag", "d41d8cd98f00b204e9800998ecf8427e");
    }
    object.put("sequencer", "0A1B2C3D4E5F678901");
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("eventVersion", "2.1");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", "eu-west-1");
    record.put("eventTime", TIME);
    record.put("eventName", stored ? "ObjectCreated:Put" : "ObjectRemoved:Delete");
    record.put("responseElements", Map.of("x-amz-request-id", "C3D13FE58DE4C810"));
    record.put("s3", Map.of("bucket", Map.of("name", occurrence.place()), "object", object));
    return record;
  }

  private static Map<String, Object> tick(String name) {
    return envelope(
        "aws.events",
        "Scheduled Event",
        List.of("arn:aws:events" + ARN + "rule/" + name),
        Map.of());
  }

  private static Map<String, Object> custom(Occurrence occurrence) {
    Map<String, Object> event = new LinkedHashMap<>(occurrence.attributes());
    event.put("specversion", "1.0");
    boolean json = occurrence.mediaType().contains("json");
    event.put("data", json ? JsonReader.read(occurrence.data()) : text(occurrence));
    if (!occurrence.mediaType().isEmpty()) {
      event.put("datacontenttype", occurrence.mediaType());
    }
    return envelope("shop", occurrence.attributes().get("type"), List.of(), event);
  }

  private static Map<String, Object> envelope(
      String source, String type, List<String> resources, Object detail) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("version", "0");
    envelope.put("id", "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");
    envelope.put("detail-type", type);
    envelope.put("source", source);
    envelope.put("account", "123456789012");
    envelope.put("time", "2015-10-08T16:53:06Z");
    envelope.put("region", "eu-west-1");
    envelope.put("resources", resources);
    envelope.put("detail", detail);
    return envelope;
  }

  private static String text(Occurrence occurrence) {
    return new String(occurrence.data(), StandardCharsets.UTF_8);
  }
}
