package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Long-running operations of all services, as the state keeps them. */
public final class Operations {
  private static final String PART = "operations";

  private Operations() {}

  /**
   * One that is not done.
   *
   * @param host of the service that is to finish it
   * @param what it does, in the service's own word
   * @param target the resource's full name
   * @param due before this moment it is not done
   */
  public record Pending(String name, String host, String what, String target, Instant due) {}

  /** Begins one. */
  public static Operation begin(ObjectNode tree, Pending pending, Message metadata) {
    Operation operation =
        Operation.newBuilder().setName(pending.name()).setMetadata(Any.pack(metadata)).build();
    tree.withObjectProperty(PART)
        .putObject(pending.name())
        .put("host", pending.host())
        .put("what", pending.what())
        .put("target", pending.target())
        .put("due", pending.due().toString())
        .put("done", false)
        .put("proto", encoded(operation));
    return operation;
  }

  /** Those of a service that are not done, in the order they began. */
  public static List<Pending> pending(ObjectNode tree, String host) {
    List<Pending> all = new ArrayList<>();
    tree.path(PART)
        .properties()
        .forEach(
            each -> {
              JsonNode op = each.getValue();
              if (!op.path("done").asBoolean() && op.path("host").asText().equals(host)) {
                all.add(
                    new Pending(
                        each.getKey(),
                        host,
                        op.path("what").asText(),
                        op.path("target").asText(),
                        Instant.parse(op.path("due").asText())));
              }
            });
    return all;
  }

  /** One of a service that is not done and is about this resource. */
  public static Optional<Pending> about(ObjectNode tree, String host, String target) {
    return pending(tree, host).stream().filter(each -> each.target().equals(target)).findFirst();
  }

  static boolean anyPending(ObjectNode tree) {
    for (JsonNode op : tree.path(PART)) {
      if (!op.path("done").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** Tells how far it is. */
  public static void progress(ObjectNode tree, String name, Message metadata) {
    Operation now = find(tree, name).orElseThrow();
    replace(tree, name, now.toBuilder().setMetadata(Any.pack(metadata)).build());
  }

  /** Ends one well. */
  public static Operation finish(ObjectNode tree, String name, Message metadata, Message response) {
    Operation done =
        find(tree, name).orElseThrow().toBuilder()
            .setMetadata(Any.pack(metadata))
            .setDone(true)
            .setResponse(Any.pack(response))
            .build();
    replace(tree, name, done);
    return done;
  }

  /** Ends one that failed. */
  public static Operation fail(
      ObjectNode tree, String name, Message metadata, Canonical code, String message) {
    Operation done =
        find(tree, name).orElseThrow().toBuilder()
            .setMetadata(Any.pack(metadata))
            .setDone(true)
            .setError(Status.newBuilder().setCode(code.number()).setMessage(message))
            .build();
    replace(tree, name, done);
    return done;
  }

  private static void replace(ObjectNode tree, String name, Operation operation) {
    ((ObjectNode) tree.path(PART).path(name))
        .put("done", operation.getDone())
        .put("proto", encoded(operation));
  }

  /** The one of this name, done or not. */
  public static Optional<Operation> find(ObjectNode tree, String name) {
    JsonNode found = tree.path(PART).path(name);
    return found.isMissingNode()
        ? Optional.empty()
        : Optional.of(decoded(found.path("proto").asText()));
  }

  /** The one of this name, or a refusal. */
  public static Operation get(ObjectNode tree, String name) {
    return find(tree, name).orElseThrow(() -> CommonError.NO_OPERATION.refusal(name));
  }

  private static String encoded(Operation operation) {
    return Base64.getEncoder().encodeToString(operation.toByteArray());
  }

  private static Operation decoded(String text) {
    try {
      return Operation.parseFrom(Base64.getDecoder().decode(text));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an operation in the state is damaged", e);
    }
  }
}
