package dev.portolan.sandbox.gcp.functions;

import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.SecretEnvVar;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.EnvVarSource;
import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.ResourceRequirements;
import com.google.cloud.run.v2.RevisionScaling;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.SecretKeySelector;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.protobuf.Duration;
import dev.portolan.sandbox.gcp.run.Quantity;
import java.util.Map;
import java.util.TreeMap;

/** The Cloud Run service that a function becomes. */
final class ServiceOfFunction {
  /** A service with it is no one's but the function's. */
  static final String MANAGED_BY = "goog-managed-by";

  static final String CLOUD_FUNCTIONS = "cloudfunctions";

  private static final double MEBI = 1048576;

  private ServiceOfFunction() {}

  /** A new one, or what becomes of the one there is; its traffic stays where it was pinned. */
  static Service of(Function function, Service before, String image) {
    ServiceConfig config = function.getServiceConfig();
    Service.Builder service =
        before.toBuilder()
            .clearEtag()
            .clearLabels()
            .putAllLabels(function.getLabelsMap())
            .putLabels(MANAGED_BY, CLOUD_FUNCTIONS)
            .putAnnotations(
                "cloudfunctions.googleapis.com/function-id",
                FunctionName.of(function.getName()).id())
            .setIngress(ingress(config))
            .setTemplate(template(config, image));
    if (config.getAllTrafficOnLatestRevision()) {
      service
          .clearTraffic()
          .addTraffic(
              TrafficTarget.newBuilder()
                  .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                  .setPercent(100));
    }
    return service.build();
  }

  private static IngressTraffic ingress(ServiceConfig config) {
    return switch (config.getIngressSettings()) {
      case ALLOW_INTERNAL_ONLY -> IngressTraffic.INGRESS_TRAFFIC_INTERNAL_ONLY;
      case ALLOW_INTERNAL_AND_GCLB -> IngressTraffic.INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER;
      default -> IngressTraffic.INGRESS_TRAFFIC_ALL;
    };
  }

  private static RevisionTemplate template(ServiceConfig config, String image) {
    Container.Builder container =
        Container.newBuilder()
            .setImage(image)
            .setResources(
                ResourceRequirements.newBuilder()
                    .setCpuIdle(true)
                    .setStartupCpuBoost(true)
                    .putLimits("memory", config.getAvailableMemory())
                    .putLimits("cpu", config.getAvailableCpu()))
            .addEnv(EnvVar.newBuilder().setName("LOG_EXECUTION_ID").setValue("true"));
    new TreeMap<>(config.getEnvironmentVariablesMap())
        .forEach(
            (name, value) -> container.addEnv(EnvVar.newBuilder().setName(name).setValue(value)));
    for (SecretEnvVar secret : config.getSecretEnvironmentVariablesList()) {
      SecretKeySelector reference =
          SecretKeySelector.newBuilder()
              .setSecret(secret.getSecret())
              .setVersion(secret.getVersion())
              .build();
      container.addEnv(
          EnvVar.newBuilder()
              .setName(secret.getKey())
              .setValueSource(EnvVarSource.newBuilder().setSecretKeyRef(reference)));
    }
    return RevisionTemplate.newBuilder()
        .addContainers(container)
        .setServiceAccount(config.getServiceAccountEmail())
        .setMaxInstanceRequestConcurrency(config.getMaxInstanceRequestConcurrency())
        .setTimeout(Duration.newBuilder().setSeconds(config.getTimeoutSeconds()))
        .setScaling(
            RevisionScaling.newBuilder()
                .setMinInstanceCount(config.getMinInstanceCount())
                .setMaxInstanceCount(config.getMaxInstanceCount()))
        .build();
  }

  /** What Cloud Functions fills in; functions.proto names the defaults. */
  static ServiceConfig filled(ServiceConfig given, String account) {
    ServiceConfig.Builder config = given.toBuilder();
    if (given.getTimeoutSeconds() == 0) {
      config.setTimeoutSeconds(60);
    }
    if (given.getAvailableMemory().isEmpty()) {
      config.setAvailableMemory("256M");
    }
    if (given.getAvailableCpu().isEmpty()) {
      config.setAvailableCpu(cpu(config.getAvailableMemory()));
    }
    if (given.getMaxInstanceRequestConcurrency() == 0) {
      config.setMaxInstanceRequestConcurrency(1);
    }
    if (given.getMaxInstanceCount() == 0) {
      config.setMaxInstanceCount(100);
    }
    if (given.getIngressSettings() == ServiceConfig.IngressSettings.INGRESS_SETTINGS_UNSPECIFIED) {
      config.setIngressSettings(ServiceConfig.IngressSettings.ALLOW_ALL);
    }
    if (given.getServiceAccountEmail().isEmpty()) {
      config.setServiceAccountEmail(account);
    }
    return config.build();
  }

  // https://cloud.google.com/functions/docs/configuring/memory
  private static String cpu(String memory) {
    double mebi = Quantity.parse(memory).orElse(0.0) / MEBI;
    Map<Integer, String> table =
        new TreeMap<>(
            Map.of(
                128, "0.0833", 256, "0.1666", 512, "0.3333", 1024, "0.5833", 2048, "1", 4096, "2",
                8192, "2", 16384, "4", 32768, "8"));
    return table.entrySet().stream()
        .filter(entry -> mebi <= entry.getKey())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("8");
  }
}
