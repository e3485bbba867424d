package dev.portolan.testkit.adapter;

import dev.portolan.Event;
import java.util.Map;

/**
 * Something that happens and that a function listens to, in the words of no platform.
 *
 * @param kind what sort of thing
 * @param place the queue, topic, bucket or schedule where it happens; empty for a custom event
 * @param key of an object; empty else
 * @param attributes of a message or a custom event, by their lower-case names; with a {@code type}
 *     it is a CloudEvent, which has an {@code id} and a {@code source} then
 * @param mediaType of the data; empty if nobody tells
 * @param data of a message or a custom event, in UTF-8 if the platform carries text alone; of an
 *     object its length alone counts
 */
public record Occurrence(
    Event.Kind kind,
    String place,
    String key,
    Map<String, String> attributes,
    String mediaType,
    byte[] data) {

  /** Copies the attributes. */
  public Occurrence {
    attributes = Map.copyOf(attributes);
  }

  /** Whether it is a CloudEvent. */
  public boolean isCloudEvent() {
    return attributes.containsKey("type");
  }

  /** Its id. */
  public String id() {
    return attributes.getOrDefault("id", "1");
  }
}
