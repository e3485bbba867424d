package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.SecretEnvVar;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.functions.v2.ServiceConfig.IngressSettings;
import dev.portolan.provider.gcp.config.Amounts;
import dev.portolan.provider.gcp.serving.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of a function that are to change. What is not named keeps its value, so that an image
 * is built only if its source or its runtime has changed.
 */
final class Mask {
  static final String SOURCE = "build_config.source";

  private static final String SERVICE = "service_config.";

  /** All that makes a revision. */
  private static final List<String> REVISION =
      List.of(
          SERVICE + "timeout_seconds",
          SERVICE + "available_memory",
          SERVICE + "available_cpu",
          SERVICE + "environment_variables",
          SERVICE + "secret_environment_variables",
          SERVICE + "min_instance_count",
          SERVICE + "max_instance_count",
          SERVICE + "max_instance_request_concurrency",
          SERVICE + "service_account_email",
          SERVICE + "ingress_settings");

  private Mask() {}

  /** Whether an image has to be built: another source, runtime or entry point. */
  static boolean builds(Function live, Function wanted) {
    return !live.getLabelsOrDefault(Lowering.SOURCE, "")
            .equals(wanted.getLabelsOrThrow(Lowering.SOURCE))
        || !live.getBuildConfig().getRuntime().equals(wanted.getBuildConfig().getRuntime())
        || !live.getBuildConfig().getEntryPoint().equals(wanted.getBuildConfig().getEntryPoint());
  }

  /** What tells whose it is: beside the revision, and changed without one. */
  static List<String> identity(Function live, Function wanted) {
    List<String> paths = new ArrayList<>();
    if (!live.getDescription().equals(wanted.getDescription())) {
      paths.add("description");
    }
    if (!live.getLabelsMap().entrySet().containsAll(wanted.getLabelsMap().entrySet())) {
      paths.add("labels");
    }
    return paths;
  }

  /** What differs in the record; empty if nothing does. */
  static List<String> of(Function live, Function wanted) {
    List<String> paths = identity(live, wanted);
    var build = wanted.getBuildConfig();
    if (builds(live, wanted)) {
      paths.add(SOURCE);
    }
    if (!live.getBuildConfig().getRuntime().equals(build.getRuntime())) {
      paths.add("build_config.runtime");
    }
    if (!live.getBuildConfig().getEntryPoint().equals(build.getEntryPoint())) {
      paths.add("build_config.entry_point");
    }
    Set<String> asked = wanted.getServiceConfig().getEnvironmentVariablesMap().keySet();
    List<Object> is = values(live.getServiceConfig(), asked);
    List<Object> shall = values(wanted.getServiceConfig(), asked);
    for (int i = 0; i < REVISION.size(); i++) {
      if (!is.get(i).equals(shall.get(i))) {
        paths.add(REVISION.get(i));
      }
    }
    return paths;
  }

  /**
   * What an update names: what differs in the record and, where the record is as it shall be but
   * its service is not, all that makes a revision. Traffic is always named: it stays where it is.
   *
   * @param rebuild whether an image is built though the record says that there is one
   * @param fits whether the service is as it shall be
   */
  static List<String> update(Function live, Function wanted, boolean rebuild, boolean fits) {
    List<String> paths = of(live, wanted);
    if (rebuild && !paths.contains(SOURCE)) {
      paths.add(SOURCE);
    }
    if (!fits && REVISION.stream().noneMatch(paths::contains)) {
      paths.addAll(REVISION);
    }
    paths.add(SERVICE + "all_traffic_on_latest_revision");
    return paths;
  }

  /** In the order of {@link #REVISION}, as they can be compared however Google spells them. */
  private static List<Object> values(ServiceConfig config, Set<String> asked) {
    Map<String, String> environment = new TreeMap<>(config.getEnvironmentVariablesMap());
    environment.keySet().removeIf(name -> Shape.GOOGLES.contains(name) && !asked.contains(name));
    Map<String, String> secrets = new TreeMap<>();
    for (SecretEnvVar each : config.getSecretEnvironmentVariablesList()) {
      secrets.put(each.getKey(), each.getSecret() + "#" + each.getVersion());
    }
    return List.of(
        config.getTimeoutSeconds(),
        Amounts.mebibytes(config.getAvailableMemory()),
        Amounts.milliCpu(config.getAvailableCpu()).orElse(0),
        environment,
        secrets,
        config.getMinInstanceCount(),
        config.getMaxInstanceCount(),
        config.getMaxInstanceRequestConcurrency(),
        config.getServiceAccountEmail(),
        config.getIngressSettings() == IngressSettings.INGRESS_SETTINGS_UNSPECIFIED
            ? IngressSettings.ALLOW_ALL
            : config.getIngressSettings());
  }
}
