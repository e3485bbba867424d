package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A validated call, ready to be carried out.
 *
 * @param in all members of the input by name, wherever they stood in the request
 * @param state to read; to change as well, when the operation is a mutation
 */
public record Call(
    Operation operation,
    ObjectNode in,
    ObjectNode state,
    WireRequest request,
    Caller caller,
    Instant now) {

  public boolean has(String member) {
    return in.hasNonNull(member);
  }

  public String text(String member) {
    return in.path(member).asText();
  }

  public Optional<String> optional(String member) {
    return has(member) ? Optional.of(text(member)) : Optional.empty();
  }

  public boolean flag(String member) {
    return in.path(member).asBoolean();
  }

  public int number(String member, int otherwise) {
    return in.path(member).asInt(otherwise);
  }

  public JsonNode get(String member) {
    return in.path(member);
  }

  /** A part of the state of the caller's region; empty where there is none yet. */
  public ObjectNode regional(String name) {
    return part(part(part(state, "regions"), caller.region()), name);
  }

  /** A part of the state that is not bound to a region. */
  public ObjectNode global(String name) {
    return part(state, name);
  }

  /** A part of a tree: made in it when the operation may change, else one that leads nowhere. */
  public ObjectNode part(ObjectNode tree, String name) {
    JsonNode found = tree.get(name);
    if (found instanceof ObjectNode object) {
      return object;
    }
    boolean mutation = operation.access() == dev.portolan.sandbox.CallRecord.Access.MUTATION;
    return mutation ? tree.putObject(name) : JsonNodeFactory.instance.objectNode();
  }
}
