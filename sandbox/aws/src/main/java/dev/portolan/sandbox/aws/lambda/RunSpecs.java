package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Finds what is to run when a function is called. */
public final class RunSpecs {
  private RunSpecs() {}

  /** What runs for an ARN, as a front door knows it; refuses as Invoke does. */
  public static RunSpec byArn(ObjectNode state, String arn, Instant now) {
    String[] parts = arn.split(":");
    return of(state, parts[3], FunctionReference.from(arn), arn, now);
  }

  static RunSpec of(
      ObjectNode state, String region, FunctionReference reference, String arn, Instant now) {
    JsonNode function =
        state.path("regions").path(region).path("lambda").path("functions").path(reference.name());
    if (function.isMissingNode()) {
      throw LambdaError.NO_FUNCTION.refusal(arn);
    }
    String qualifier = reference.qualifier().orElse(Functions.LATEST);
    JsonNode alias = function.path("aliases").path(qualifier);
    String version = alias.isMissingNode() ? qualifier : routed(alias);
    ObjectNode configuration = Functions.version((ObjectNode) function, version, arn);
    if (configuration.path("_state").asText().equals("Pending")) {
      Configuration.idle(configuration, now);
      Configuration.usable(configuration);
    }
    return spec(region, function, configuration);
  }

  private static String routed(JsonNode alias) {
    double drawn = ThreadLocalRandom.current().nextDouble();
    for (Map.Entry<String, JsonNode> weight :
        alias.path("RoutingConfig").path("AdditionalVersionWeights").properties()) {
      if (drawn < weight.getValue().asDouble()) {
        return weight.getKey();
      }
    }
    return alias.path("FunctionVersion").asText();
  }

  private static RunSpec spec(String region, JsonNode function, ObjectNode configuration) {
    Map<String, String> environment = new TreeMap<>();
    configuration
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return new RunSpec(
        configuration.path("FunctionName").asText(),
        configuration.path("Version").asText(),
        configuration.path("FunctionArn").asText(),
        configuration.path("Runtime").asText(),
        configuration.path("Handler").asText(),
        configuration.path("_code").asText(),
        configuration.path("MemorySize").asInt(),
        configuration.path("Timeout").asInt(),
        function.path("reserved").asInt(-1),
        environment,
        configuration.path("Role").asText(),
        region,
        configuration.path("LoggingConfig").path("LogGroup").asText(),
        configuration.path("LoggingConfig").path("LogFormat").asText(),
        configuration.path("SnapStart").path("OptimizationStatus").asText().equals("On"),
        configuration.path("FunctionArn").asText()
            + "@"
            + configuration.path("RevisionId").asText());
  }

  /** The fingerprints of all that may be called now. */
  public static Set<String> fingerprints(ObjectNode state) {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> region : state.path("regions").properties()) {
      for (JsonNode function : region.getValue().path("lambda").path("functions")) {
        all.add(spec(region.getKey(), function, (ObjectNode) function.get("latest")).fingerprint());
        for (JsonNode version : function.path("versions")) {
          all.add(spec(region.getKey(), function, (ObjectNode) version).fingerprint());
        }
      }
    }
    return all;
  }
}
