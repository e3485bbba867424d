package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One line of a watch. */
public record WatchEvent(Type type, ObjectNode object) {
  /** What happened to the object. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED,
    BOOKMARK,
    ERROR
  }

  /** The event as it stands on the wire: JSON and a line feed. */
  public byte[] line() {
    ObjectNode json = Json.object().put("type", type.name());
    json.set("object", object);
    byte[] text = Json.bytes(json);
    byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }
}
