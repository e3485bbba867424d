package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The functions that mappings call, and what their roles may. */
public record MappedFunctions(StateStore state, TimeSource time, DataPlane functions) {
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
