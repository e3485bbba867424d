package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A resource as lists of all kinds of them tell it. */
final class Generic {
  private static final List<String> TOLD =
      List.of("id", "name", "type", "kind", "location", "tags", "sku", "identity");

  private Generic() {}

  static ObjectNode of(ObjectNode resource) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    TOLD.stream().filter(resource::has).forEach(name -> told.set(name, resource.path(name)));
    return told;
  }
}
