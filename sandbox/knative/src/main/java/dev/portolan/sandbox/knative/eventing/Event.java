package dev.portolan.sandbox.knative.eventing;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A CloudEvent.
 *
 * @param attributes all but the content type, extensions included
 * @param contentType of the data; empty for none
 */
public record Event(SortedMap<String, String> attributes, String contentType, byte[] data) {
  /** An event of these attributes and of version 1.0. */
  public static Event of(Map<String, String> attributes, String contentType, byte[] data) {
    SortedMap<String, String> all = new TreeMap<>(attributes);
    all.putIfAbsent("specversion", "1.0");
    return new Event(all, contentType, data);
  }

  public Event with(String name, String value) {
    SortedMap<String, String> all = new TreeMap<>(attributes);
    all.put(name, value);
    return new Event(all, contentType, data);
  }

  Event without(String name) {
    SortedMap<String, String> all = new TreeMap<>(attributes);
    all.remove(name);
    return new Event(all, contentType, data);
  }

  public String get(String name) {
    return attributes.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return get("type") + " " + get("id") + " from " + get("source");
  }
}
