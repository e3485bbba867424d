package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kind of resource in the state, each by its full name.
 *
 * @param name of the part of the state that holds them
 * @param empty a message of the kind
 */
public record Kind<M extends Message>(String name, M empty) {

  /** The part that holds them; one that leads nowhere when there is none. */
  private ObjectNode part(ObjectNode tree) {
    return tree.get(name) instanceof ObjectNode part ? part : JsonNodeFactory.instance.objectNode();
  }

  public Optional<M> find(ObjectNode tree, String resource) {
    JsonNode found = part(tree).get(resource);
    return found == null ? Optional.empty() : Optional.of(ProtoJson.message(found, empty));
  }

  public boolean has(ObjectNode tree, String resource) {
    return part(tree).has(resource);
  }

  public void put(ObjectNode tree, String resource, M message) {
    tree.withObjectProperty(name).set(resource, ProtoJson.tree(message));
  }

  public void remove(ObjectNode tree, String resource) {
    part(tree).remove(resource);
  }

  /** The names of all below this one, in order; {@code projects/p/} finds those of a project. */
  public List<String> names(ObjectNode tree, String prefix) {
    List<String> names = new ArrayList<>();
    part(tree)
        .fieldNames()
        .forEachRemaining(
            each -> {
              if (each.startsWith(prefix)) {
                names.add(each);
              }
            });
    names.sort(null);
    return names;
  }

  /** All below this name, in the order of their names. */
  public List<M> list(ObjectNode tree, String prefix) {
    return names(tree, prefix).stream().map(each -> find(tree, each).orElseThrow()).toList();
  }
}
