package dev.portolan.adapter.googlecloudfunctions;

import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns an event that Google's server has read into its JSON form. */
final class EventWire {
  private EventWire() {}

  static Map<Object, Object> tree(CloudEvent event) {
    Map<Object, Object> tree = new LinkedHashMap<>();
    tree.put("specversion", event.getSpecVersion().toString());
    tree.put("id", event.getId());
    tree.put("source", event.getSource().toString());
    tree.put("type", event.getType());
    put(tree, "subject", event.getSubject());
    put(tree, "time", event.getTime());
    put(tree, "datacontenttype", event.getDataContentType());
    put(tree, "dataschema", event.getDataSchema());
    for (String name : event.getExtensionNames()) {
      put(tree, name, event.getExtension(name));
    }
    if (event.getData() != null) {
      tree.put("data", event.getData().toBytes());
    }
    return tree;
  }

  private static void put(Map<Object, Object> tree, String name, Object value) {
    if (value != null) {
      tree.put(name, value.toString());
    }
  }
}
