package dev.portolan.sandbox.gcp.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.ServiceConfig;
import dev.portolan.sandbox.gcp.run.LabelRules;
import dev.portolan.sandbox.gcp.wire.CommonError;
import java.util.Map;
import java.util.Set;

/** What a function must be. */
final class FunctionRules {
  static final Set<String> RUNTIMES = Set.of("java11", "java17", "java21", "java25");

  // https://cloud.google.com/functions/docs/configuring/env-var
  private static final Set<String> RESERVED =
      Set.of(
          "FUNCTION_TARGET",
          "FUNCTION_SIGNATURE_TYPE",
          "K_SERVICE",
          "K_REVISION",
          "K_CONFIGURATION",
          "PORT");
  private static final Set<String> RESERVED_IN_BUILDS =
      Set.of(
          "GOOGLE_ENTRYPOINT",
          "GOOGLE_FUNCTION_TARGET",
          "GOOGLE_RUNTIME",
          "GOOGLE_RUNTIME_VERSION");

  private FunctionRules() {}

  static void check(ObjectNode tree, Function function) {
    if (function.getEnvironment() == Environment.GEN_1) {
      throw FunctionError.GEN_1.refusal().at("function.environment");
    }
    if (function.hasEventTrigger()) {
      throw FunctionError.EVENT_TRIGGER.refusal();
    }
    BuildConfig build = function.getBuildConfig();
    if (!RUNTIMES.contains(build.getRuntime())) {
      throw FunctionError.RUNTIME.refusal(build.getRuntime()).at("function.build_config.runtime");
    }
    if (build.getEntryPoint().isEmpty()) {
      throw FunctionError.ENTRY_POINT.refusal().at("function.build_config.entry_point");
    }
    if (!build.getSource().hasStorageSource()) {
      throw FunctionError.SOURCE.refusal().at("function.build_config.source");
    }
    if (Objects.find(tree, build.getSource().getStorageSource()).isEmpty()) {
      throw FunctionError.NO_SOURCE.refusal();
    }
    ServiceConfig service = function.getServiceConfig();
    if (service.getTimeoutSeconds() < 0 || service.getTimeoutSeconds() > 3600) {
      throw FunctionError.TIMEOUT
          .refusal(service.getTimeoutSeconds())
          .at("function.service_config.timeout_seconds");
    }
    if (service.getSecretVolumesCount() > 0) {
      throw CommonError.NOT_OFFERED.refusal("functions with secrets as volumes");
    }
    environment(service.getEnvironmentVariablesMap(), RESERVED, "service_config");
    environment(build.getEnvironmentVariablesMap(), RESERVED_IN_BUILDS, "build_config");
    new LabelRules("function").check(function.getLabelsMap());
  }

  private static void environment(Map<String, String> given, Set<String> reserved, String where) {
    for (String name : given.keySet()) {
      if (reserved.contains(name) || name.startsWith("X_GOOGLE_") || name.contains("=")) {
        throw FunctionError.RESERVED_ENV
            .refusal(name)
            .at("function." + where + ".environment_variables");
      }
    }
  }
}
