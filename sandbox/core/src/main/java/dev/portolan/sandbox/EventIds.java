package dev.portolan.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;

/**
 * The ids by which a function may know an event: the cloud's own, and that of the CloudEvent which
 * the cloud carries.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 *     Event Format for CloudEvents</a>
 */
public final class EventIds {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How much of an id an adapter writes in its log. */
  private static final int WRITTEN = 300;

  private EventIds() {}

  /**
   * Those of what carries some data, as adapters write them: {@code null} for that of a CloudEvent
   * which has none, and of a long one its beginning.
   *
   * @param id the cloud's; empty where it is not known, and then no id is
   */
  public static Set<String> of(String id, byte[] data) {
    if (id.isEmpty()) {
      return Set.of();
    }
    String own = own(data);
    return own.isEmpty() || own.equals(id) ? Set.of(id) : Set.of(id, own);
  }

  private static String own(byte[] data) {
    if (data.length == 0 || data[0] != '{') {
      return "";
    }
    try {
      JsonNode event = JSON.readTree(data);
      return event.has("specversion") ? written(event.path("id").asText("null")) : "";
    } catch (IOException noJson) {
      return "";
    }
  }

  private static String written(String id) {
    return id.length() > WRITTEN ? id.substring(0, WRITTEN) + "..." : id;
  }
}
