package dev.portolan.runtime;

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
}
