package dev.portolan.runtime;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The HTTP binding of CloudEvents 1.0: reads what comes in binary, structured and batched mode.
 *
 * <p>Loaded when the first event comes, not before.
 */
public final class CloudEvents {
  private static final String MEDIA_TYPE = "application/cloudevents";

  private CloudEvents() {}

  /** Whether this request is meant to be an event, well-formed or not. */
  public static boolean isEvent(Fields headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).regionMatches(true, 0, "ce-", 0, 3)) {
        return true;
      }
    }
    return isStructured(headers.get("content-type"));
  }

  /** Whether this media type is that of events in one document. */
  static boolean isStructured(String contentType) {
    return contentType != null
        && contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
  }

  /**
   * What the event says, as {@link Invoker#eventHere} takes it.
   *
   * @throws CodecException if this is no event
   */
  public static Object tree(HttpRequest request) {
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
   * Refuses an empty name. None is too long: up to 20 characters is what senders should keep to
   * (CloudEvents 1.0.2, spec.md, 3.1: SHOULD NOT), and bridges make longer ones of names that are
   * not theirs. What characters it may have is checked with the event.
   */
  static void checkName(String name) {
    if (name.isEmpty()) {
      throw new CodecException("Expected attributes with names");
    }
  }

  /** The answer to a request that is no event where nothing else is taken. */
  public static HttpResponse refusal(String method, String id) {
    if (method.equals("OPTIONS")) {
      return HttpResponse.of(204).withHeader("allow", "POST, OPTIONS");
    }
    return method.equals("POST")
        ? bad(id, "Expected a CloudEvent, in headers or as JSON.")
        : Problem.of(405, id).withHeader("allow", "POST, OPTIONS");
  }

  /** The answer to an event that is none, with a sentence that is safe to show. */
  public static HttpResponse bad(String id, String message) {
    return Problem.of(400, id, "bad-event", message);
  }
}
