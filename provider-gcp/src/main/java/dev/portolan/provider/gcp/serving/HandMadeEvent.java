package dev.portolan.provider.gcp.serving;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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
    String text = new String(payload, StandardCharsets.UTF_8);
    JsonObject event = new JsonObject();
    event.addProperty("specversion", "1.0");
    event.addProperty("id", UUID.randomUUID().toString());
    event.addProperty("source", "/portolan/invoke");
    event.addProperty("type", "dev.portolan.invocation");
    try {
      JsonElement data = JsonParser.parseString(text);
      if (data.isJsonObject() && data.getAsJsonObject().has("specversion")) {
        return payload;
      }
      event.addProperty("datacontenttype", "application/json");
      event.add("data", data);
    } catch (JsonParseException noJson) {
      event.addProperty("datacontenttype", "text/plain");
      event.addProperty("data", text);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
