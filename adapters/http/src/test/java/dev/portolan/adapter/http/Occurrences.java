package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.codec.JsonWriter;
import dev.portolan.testkit.adapter.Occurrence;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens, as a broker of Knative or a source sends it; objects as a store that speaks like S3
 * tells of them (cloudevents/spec, adapters/aws-s3.md).
 */
final class Occurrences {
  private static final String NAMESPACE = "/apis/v1/namespaces/default/";

  private Occurrences() {}

  static HttpRequest request(Occurrence occurrence) {
    switch (occurrence.kind()) {
      case SCHEDULE:
        return event(
            Map.of(
                "id",
                occurrence.id(),
                "type",
                "dev.knative.sources.ping",
                "source",
                NAMESPACE + "pingsources/" + occurrence.place()));
      case OBJECT_CREATED:
        return object("ObjectCreated:Put", occurrence);
      case OBJECT_DELETED:
        return object("ObjectRemoved:Delete", occurrence);
      default:
        return message(occurrence);
    }
  }

  /** To a broker whatever is sent is a CloudEvent, so one that is none gets what it needs. */
  private static HttpRequest message(Occurrence occurrence) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", occurrence.id());
    attributes.put("type", "message");
    attributes.put("source", NAMESPACE + "brokers/" + occurrence.place());
    attributes.putAll(occurrence.attributes());
    HttpRequest request = event(attributes).withBody(occurrence.data());
    return occurrence.mediaType().isEmpty()
        ? request
        : request.withHeader("content-type", occurrence.mediaType());
  }

  private static HttpRequest object(String what, Occurrence occurrence) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", URLEncoder.encode(occurrence.key(), StandardCharsets.UTF_8));
    if (occurrence.kind() == Event.Kind.OBJECT_CREATED) {
      object.put("size", occurrence.data().length);
      object.put("eTag", "d41d8cd98f00b204e9800998ecf8427e");
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("bucket", Map.of("name", occurrence.place()));
    data.put("object", object);
    Map<String, String> attributes =
        Map.of(
            "id",
            occurrence.id(),
            "type",
            "com.amazonaws.s3." + what,
            "source",
            "aws:s3.eu-west-1." + occurrence.place());
    return event(attributes)
        .withHeader("content-type", "application/json")
        .withBody(new JsonWriter().value(data).toBytes());
  }

  private static HttpRequest event(Map<String, String> attributes) {
    HttpRequest request = HttpRequest.of("POST", "/").withHeader("ce-specversion", "1.0");
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      request = request.withHeader("ce-" + each.getKey(), each.getValue());
    }
    return request;
  }
}
