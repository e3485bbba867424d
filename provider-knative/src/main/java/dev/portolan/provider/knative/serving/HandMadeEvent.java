package dev.portolan.provider.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.images.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What somebody types in order to call a function that events call: a CloudEvent in its JSON form
 * as it is, everything else as the data of one.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">the
 *     JSON form</a>
 */
final class HandMadeEvent {
  /** In structured mode. */
  static final String MEDIA_TYPE = "application/cloudevents+json";

  private HandMadeEvent() {}

  static byte[] of(byte[] payload) {
    JsonNode data = json(payload);
    if (data.isObject() && data.has("specversion")) {
      return payload;
    }
    ObjectNode event = Json.object();
    event.put("specversion", "1.0").put("id", UUID.randomUUID().toString());
    event.put("source", "/portolan/invoke").put("type", "dev.portolan.invocation");
    if (data.isMissingNode()) {
      event.put("datacontenttype", "text/plain");
      event.put("data", new String(payload, StandardCharsets.UTF_8));
    } else {
      event.put("datacontenttype", "application/json").set("data", data);
    }
    return Json.bytes(event);
  }

  /** Missing for what is no JSON. */
  private static JsonNode json(byte[] payload) {
    try {
      return Json.tree(payload);
    } catch (IOException text) {
      return MissingNode.getInstance();
    }
  }
}
