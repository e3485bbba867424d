package dev.portolan.adapter.http;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP binding of CloudEvents 1.0: reads what Knative and Eventarc deliver, in binary,
 * structured and batched mode.
 *
 * <p>Loaded when the first event comes, not before.
 */
final class CloudEvents {
  private static final String MEDIA_TYPE = "application/cloudevents";

  private CloudEvents() {}

  /** Whether this request is meant to be an event, well-formed or not. */
  static boolean isEvent(RequestHead head) {
    for (int i = 0; i < head.fields.size(); i += 2) {
      String name = head.fields.get(i);
      if (name.regionMatches(true, 0, "ce-", 0, 3)) {
        return true;
      }
    }
    return isStructured(head.first("content-type"));
  }

  private static boolean isStructured(String contentType) {
    return contentType != null
        && contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
  }

  /**
   * What the event says, as {@link dev.portolan.runtime.Invoker#eventHere} takes it.
   *
   * @throws CodecException if this is no event
   */
  static Object tree(HttpRequest request) {
    String contentType = request.headers().get("content-type");
    if (!isStructured(contentType)) {
      return BinaryEvent.tree(request);
    }
    int end = contentType.indexOf(';');
    String essence = contentType.substring(0, end < 0 ? contentType.length() : end);
    essence = essence.trim().toLowerCase(Locale.ROOT);
    Object tree = JsonReader.read(request.body());
    if (essence.equals(MEDIA_TYPE + "-batch+json") && tree instanceof List) {
      for (Object event : (List<?>) tree) {
        check(event);
      }
    } else if (essence.equals(MEDIA_TYPE + "+json") && !(tree instanceof List)) {
      check(tree);
    } else {
      throw new CodecException("Expected an event in JSON, or a batch of them");
    }
    return tree;
  }

  private static void check(Object event) {
    if (!(event instanceof Map)) {
      throw new CodecException("Expected an object");
    }
    for (Object name : ((Map<?, ?>) event).keySet()) {
      checkName((String) name);
    }
  }

  /**
   * Refuses names of attributes beyond the 20 characters of the specification, section 3.1, except
   * those that Knative's KafkaSource makes of the headers of records, {@code kafkaheader…}
   * (knative-extensions/eventing-kafka-broker, "kafkaheader" in its converters).
   */
  static void checkName(String name) {
    if (name.isEmpty() || name.length() > 20 && !name.startsWith("kafkaheader")) {
      throw new CodecException("Expected attribute names of 1 to 20 characters");
    }
  }

  /** The answer to a request that is no event where nothing else is taken. */
  static HttpResponse refusal(String method, String id) {
    if (method.equals("OPTIONS")) {
      return HttpResponse.of(204).withHeader("allow", "POST, OPTIONS");
    }
    return method.equals("POST")
        ? bad(id, "Expected a CloudEvent, in headers or as JSON.")
        : Problem.of(405, id).withHeader("allow", "POST, OPTIONS");
  }

  static HttpResponse bad(String id, String message) {
    return Problem.of(400, id, "bad-event", message);
  }

  /**
   * The same answer with a status that has the intended effect: Knative tries again after 404, 408,
   * 409, 429 and 5xx, and never after any other 4xx (knative/specs, eventing/data-plane.md).
   */
  static HttpResponse forSender(HttpResponse response) {
    int status = response.status();
    if (status != 404 && status != 425) {
      return response;
    }
    return HttpResponse.of(status == 404 ? 400 : 503)
        .withHeaders(response.headers())
        .withBody(response.body());
  }
}
