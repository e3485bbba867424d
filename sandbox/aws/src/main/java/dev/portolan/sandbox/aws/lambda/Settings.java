package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Roles;
import dev.portolan.sandbox.aws.protocol.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings a request gives for a function: checked beyond their form, then laid over what is.
 */
final class Settings {
  private static final int ENVIRONMENT_LIMIT = 4096;
  private static final int TAG_LIMIT = 50;
  private static final List<String> COPIED =
      List.of(
          "Runtime",
          "Role",
          "Handler",
          "Description",
          "Timeout",
          "MemorySize",
          "VpcConfig",
          "DeadLetterConfig",
          "KMSKeyArn",
          "TracingConfig",
          "EphemeralStorage");
  // AWS Lambda Developer Guide, "Defined runtime environment variables", those called reserved
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  private Settings() {}

  /** Checks what the request sets, against the configuration it is for. */
  static void check(Call call, ObjectNode configuration, Duration propagation) {
    call.optional("Runtime").ifPresent(Runtimes::check);
    if (call.has("Role")
        && !Roles.assumable(
            call.state(), call.text("Role"), "lambda.amazonaws.com", call.now(), propagation)) {
      throw LambdaError.ROLE_NOT_ASSUMABLE.refusal();
    }
    environment(call.get("Environment").path("Variables"));
    String runtime = call.optional("Runtime").orElse(configuration.path("Runtime").asText());
    String snapStart =
        call.get("SnapStart")
            .path("ApplyOn")
            .asText(configuration.path("SnapStart").path("ApplyOn").asText("None"));
    int storage =
        call.get("EphemeralStorage")
            .path("Size")
            .asInt(configuration.path("EphemeralStorage").path("Size").asInt(512));
    if (snapStart.equals("PublishedVersions")) {
      Runtimes.checkSnapStart(runtime);
      if (storage > 512) {
        throw LambdaError.SNAPSTART_STORAGE.refusal();
      }
    }
  }

  private static void environment(JsonNode variables) {
    Set<String> reserved = new TreeSet<>();
    variables.fieldNames().forEachRemaining(reserved::add);
    reserved.retainAll(RESERVED);
    if (!reserved.isEmpty()) {
      throw LambdaError.ENVIRONMENT_KEYS.refusal(String.join(", ", reserved));
    }
    String measured = variables.toString();
    if (measured.getBytes(StandardCharsets.UTF_8).length > ENVIRONMENT_LIMIT) {
      throw LambdaError.ENVIRONMENT_SIZE.refusal(measured);
    }
  }

  static void checkTags(JsonNode tags) {
    if (tags.size() > TAG_LIMIT) {
      throw LambdaError.TAGS.refusal();
    }
    tags.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("aws:")) {
                throw LambdaError.TAG_NAME.refusal();
              }
            });
  }

  /** Lays what the request sets over the configuration. The environment is replaced whole. */
  static void apply(Call call, ObjectNode configuration) {
    for (String name : COPIED) {
      if (call.has(name)) {
        configuration.set(name, call.get(name).deepCopy());
      }
    }
    if (call.has("Environment")) {
      if (call.get("Environment").path("Variables").isEmpty()) {
        configuration.remove("Environment");
      } else {
        configuration.set("Environment", call.get("Environment").deepCopy());
      }
    }
    if (call.has("Layers")) {
      configuration.remove("Layers");
      call.get("Layers")
          .forEach(arn -> configuration.withArrayProperty("Layers").addObject().set("Arn", arn));
    }
    if (call.has("SnapStart")) {
      configuration
          .putObject("SnapStart")
          .put("ApplyOn", call.get("SnapStart").path("ApplyOn").asText("None"))
          .put("OptimizationStatus", "Off");
    }
    if (call.has("LoggingConfig")) {
      ((ObjectNode) configuration.get("LoggingConfig"))
          .setAll((ObjectNode) call.get("LoggingConfig").deepCopy());
    }
  }
}
