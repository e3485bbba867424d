package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A kind of resource in the state, each by its id without case.
 *
 * @param part of the state that holds them
 * @param type as their ids have it
 */
public record Kind(String part, String type) {
  /** The part that holds them; one that leads nowhere when there is none. */
  private ObjectNode part(ObjectNode tree) {
    return tree.get(part) instanceof ObjectNode held ? held : JsonNodeFactory.instance.objectNode();
  }

  /** The one of this id, which may be changed when the state may. */
  public Optional<ObjectNode> find(ObjectNode tree, String id) {
    return Optional.ofNullable((ObjectNode) part(tree).get(ArmId.key(id)));
  }

  public boolean has(ObjectNode tree, String id) {
    return part(tree).has(ArmId.key(id));
  }

  public void put(ObjectNode tree, String id, ObjectNode resource) {
    tree.withObjectProperty(part).set(ArmId.key(id), resource);
  }

  /** Whether there was one. */
  public boolean remove(ObjectNode tree, String id) {
    return part(tree).remove(ArmId.key(id)) != null;
  }

  /** All that are in this scope, in the order of their ids. */
  public List<ObjectNode> within(ObjectNode tree, String scope) {
    List<String> keys = new ArrayList<>();
    ObjectNode held = part(tree);
    held.fieldNames()
        .forEachRemaining(
            key -> {
              if (ArmId.within(scope, key)) {
                keys.add(key);
              }
            });
    keys.sort(null);
    return keys.stream().map(key -> (ObjectNode) held.get(key)).toList();
  }

  /** All there are. */
  public List<ObjectNode> all(ObjectNode tree) {
    return within(tree, ArmId.subscription());
  }
}
