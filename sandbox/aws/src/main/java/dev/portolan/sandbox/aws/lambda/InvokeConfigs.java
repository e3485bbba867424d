package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the settings of calls that nobody waits for stand in a function's record. */
final class InvokeConfigs {
  static final String PART = "invokes";
  static final String RETRIES = "MaximumRetryAttempts";
  static final String DESTINATIONS = "DestinationConfig";
  static final String ON_FAILURE = "OnFailure";

  /** "By default, Lambda retries an asynchronous invocation twice". */
  private static final int USUAL = 2;

  private InvokeConfigs() {}

  /** The setting of the version or alias that an ARN names; missing where there is none. */
  static JsonNode of(JsonNode state, String arn) {
    FunctionReference reference = FunctionReference.from(arn);
    return state
        .path("regions")
        .path(arn.split(":")[3])
        .path("lambda")
        .path("functions")
        .path(reference.name())
        .path(PART)
        .path(reference.qualifier().orElse(Functions.LATEST));
  }

  static int tries(JsonNode config) {
    return 1 + config.path(RETRIES).asInt(USUAL);
  }

  /** ARN of what shall have what failed; empty where there is none. */
  static String onFailure(JsonNode config) {
    return config.path(DESTINATIONS).path(ON_FAILURE).path("Destination").asText();
  }
}
