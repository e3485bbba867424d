package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The functions that mappings call, and what their roles may. */
public record MappedFunctions(StateStore state, TimeSource time, DataPlane functions) {
  /** How long Lambda waits is not told; here it is as long as a person does. */
  private static final long PAUSE_MILLIS = 1_000;

  static String uuid(JsonNode mapping) {
    return mapping.path("UUID").asText();
  }

  static String source(JsonNode mapping) {
    return mapping.path("EventSourceArn").asText();
  }

  static String function(JsonNode mapping) {
    return mapping.path("FunctionArn").asText();
  }

  /** Whether the mapping has the function's answer read. */
  static boolean reads(JsonNode mapping) {
    return mapping.path("FunctionResponseTypes").size() > 0;
  }

  Instant now() {
    return time.now();
  }

  /** When what failed may come again. */
  long later() {
    return now().toEpochMilli() + PAUSE_MILLIS;
  }

  /** The mapping as it stands now, if it still takes. */
  Optional<JsonNode> current(JsonNode mapping) {
    return current(state.read(), mapping);
  }

  /** The same in a state that is being changed. */
  Optional<JsonNode> current(ObjectNode tree, JsonNode mapping) {
    return Mappings.everywhere(tree, now()).stream()
        .filter(one -> uuid(one).equals(uuid(mapping)))
        .filter(one -> Mappings.active(one, now()))
        .findFirst();
  }

  /** Changes a mapping as it is by now, which somebody may have changed or deleted meanwhile. */
  void keep(JsonNode mapping, Consumer<ObjectNode> change) {
    state.change(
        tree -> {
          keep(tree, mapping, change);
          return tree;
        });
  }

  /** The same in a state that is being changed. */
  void keep(ObjectNode tree, JsonNode mapping, Consumer<ObjectNode> change) {
    Mappings.everywhere(tree, now()).stream()
        .filter(one -> uuid(one).equals(uuid(mapping)))
        .forEach(one -> change.accept((ObjectNode) one));
  }

  /**
   * What runs when a mapping's function is called.
   *
   * @throws AwsRefusal if it cannot be called
   */
  RunSpec spec(JsonNode mapping) {
    return RunSpecs.byArn(state.read(), function(mapping), now());
  }

  /** Why nothing can be taken from the source for this function; empty if it can. */
  Optional<String> hindrance(JsonNode mapping, String action, String verb) {
    return hindrance(mapping, action, verb, source(mapping));
  }

  /** The same of a resource that is not the source itself. */
  Optional<String> hindrance(JsonNode mapping, String action, String verb, String resource) {
    String role;
    try {
      role = spec(mapping).roleArn();
    } catch (AwsRefusal refusal) {
      return Optional.of("was not called: " + refusal.getMessage());
    }
    return Roles.may(state.read(), role, action, resource)
        ? Optional.empty()
        : Optional.of("was not called: its role may not " + verb + " " + resource);
  }

  /**
   * Calls the function with a batch.
   *
   * @throws AwsRefusal if it cannot be called
   */
  Outcome call(JsonNode mapping, byte[] payload) {
    String id = UUID.randomUUID().toString();
    return functions.invoke(spec(mapping), new Invocation(id, payload, function(mapping), "", ""));
  }
}
