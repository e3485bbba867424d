package dev.portolan.adapter.azurefunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns an event of Event Grid's own schema into a CloudEvent
 * (learn.microsoft.com/azure/event-grid/event-schema); one of CloudEvents' schema is one.
 */
final class EventGridWire {
  private EventGridWire() {}

  /**
   * The event.
   *
   * @throws CodecException if it is neither
   */
  static Map<?, ?> event(String json) {
    Object document = JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    if (!(document instanceof Map)) {
      throw new CodecException("Expected an event of Event Grid");
    }
    Map<?, ?> told = (Map<?, ?>) document;
    if (told.containsKey("specversion")) {
      return told;
    }
    Map<Object, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", told.get("id"));
    event.put("source", told.get("topic"));
    event.put("type", told.get("eventType"));
    event.put("subject", told.get("subject"));
    event.put("time", told.get("eventTime"));
    event.put("data", told.get("data"));
    return event;
  }
}
