package dev.portolan.runtime;

import dev.portolan.codec.JsonWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message that a function sends: a CloudEvent in binary mode.
 *
 * @param attributes its attributes by their names without prefix, {@code specversion} among them
 *     and {@code datacontenttype} not; none holds control characters
 * @param contentType the media type of the data; {@code null} if unknown
 * @param data the data, not to be changed
 */
public record OutboundMessage(Map<String, String> attributes, String contentType, byte[] data) {

  /** The event's id. */
  public String id() {
    return attributes.get("id");
  }

  /** Messages of one key keep their order in a queue that has any; {@code null} for none. */
  public String partitionKey() {
    return attributes.get("partitionkey");
  }

  /**
   * Whether the data is of a type that, told beside a message, says that the message is an event in
   * its JSON form: then only that form keeps it data.
   */
  public boolean isEventForm() {
    return CloudEvents.isStructured(contentType);
  }

  /** The event in its JSON form, its data to the byte. */
  public byte[] json() {
    Map<String, Object> event = new LinkedHashMap<>(attributes);
    if (contentType != null) {
      event.put("datacontenttype", contentType);
    }
    if (contentType != null || data.length > 0) {
      event.put("data_base64", Base64.getEncoder().encodeToString(data));
    }
    return new JsonWriter().value(event).toBytes();
  }
}
