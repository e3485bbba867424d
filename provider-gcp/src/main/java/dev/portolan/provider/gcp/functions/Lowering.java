package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.SecretEnvVar;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.functions.v2.ServiceConfig.IngressSettings;
import com.google.cloud.run.v2.IngressTraffic;
import dev.portolan.provider.gcp.config.Amounts;
import dev.portolan.provider.gcp.config.Ingress;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.packing.Adapter;
import dev.portolan.provider.gcp.serving.Reach;
import dev.portolan.provider.gcp.serving.Shape;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function as the Cloud Functions API takes it: an HTTP function, whatever calls it, since what
 * brings it events is ours to change.
 */
final class Lowering {
  /** Label with the first digits of the digest of what was packed: it holds 63 characters. */
  static final String SOURCE = "portolan-source";

  private static final int DIGITS = 40;

  private Lowering() {}

  /** All but its source and its traffic. */
  static Function of(Wanted wanted, String runtime, Place place) {
    return Function.newBuilder()
        .setName(place.parent() + "/functions/" + wanted.service())
        .setDescription(wanted.name() + " of " + wanted.owner().id() + ", deployed by Portolan")
        .setEnvironment(Environment.GEN_2)
        .putAllLabels(wanted.labels())
        .putLabels(SOURCE, wanted.artifact().substring(0, DIGITS))
        .setBuildConfig(
            BuildConfig.newBuilder().setRuntime(runtime).setEntryPoint(Adapter.ENTRY_POINT))
        .setServiceConfig(service(wanted, place))
        .build();
  }

  private static ServiceConfig service(Wanted wanted, Place place) {
    Shape shape = wanted.shape();
    return ServiceConfig.newBuilder()
        .setTimeoutSeconds((int) shape.timeoutSeconds())
        .setAvailableMemory(Amounts.memory(shape.memoryMebibytes()))
        .setAvailableCpu(Amounts.cpu(shape.milliCpu()))
        .putAllEnvironmentVariables(shape.environment())
        .addAllSecretEnvironmentVariables(secrets(shape.secrets(), place))
        .setMinInstanceCount(shape.least())
        .setMaxInstanceCount(shape.most())
        .setMaxInstanceRequestConcurrency(shape.concurrency())
        .setServiceAccountEmail(shape.serviceAccount())
        .setIngressSettings(ingress(wanted.settings().ingress()))
        .build();
  }

  private static List<SecretEnvVar> secrets(Map<String, String> secrets, Place place) {
    return secrets.entrySet().stream()
        .map(
            each -> {
              int mark = each.getValue().lastIndexOf('#');
              return SecretEnvVar.newBuilder()
                  .setKey(each.getKey())
                  .setProjectId(place.project())
                  .setSecret(each.getValue().substring(0, mark))
                  .setVersion(each.getValue().substring(mark + 1))
                  .build();
            })
        .toList();
  }

  /** The same with where it can be reached from as its service has it, for what serves there. */
  static Function reachedFrom(Function function, Optional<IngressTraffic> live) {
    Function.Builder as = function.toBuilder();
    Stream.of(Ingress.values())
        .filter(each -> live.equals(Optional.of(Reach.of(each))))
        .forEach(each -> as.getServiceConfigBuilder().setIngressSettings(ingress(each)));
    return as.build();
  }

  private static IngressSettings ingress(Ingress ingress) {
    return switch (ingress) {
      case ALL -> IngressSettings.ALLOW_ALL;
      case INTERNAL -> IngressSettings.ALLOW_INTERNAL_ONLY;
      case INTERNAL_AND_CLOUD_LOAD_BALANCING -> IngressSettings.ALLOW_INTERNAL_AND_GCLB;
    };
  }
}
