package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.knative.config.KnativeSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the cluster as {@code kubectl} does, and opens the client to it. */
public final class Cluster {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 30_000;
  private static final String IN_CLUSTER = "KUBERNETES_SERVICE_HOST";

  private Cluster() {}

  /**
   * The configuration: the kubeconfig of the settings, {@code KUBECONFIG}, {@code ~/.kube/config},
   * or the service account of the pod we run in.
   *
   * @throws DeployException if there is none, or it leads to plain HTTP away from loopback
   */
  public static Config config(KnativeSettings settings, Map<String, String> environment) {
    Config config = found(settings, environment);
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    settings.namespace().ifPresent(config::setNamespace);
    if (config.getNamespace() == null) {
      config.setNamespace("default");
    }
    config.setUserAgent("portolan");
    if (Loopback.inTheClear(URI.create(config.getMasterUrl()))) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          config.getMasterUrl() + " is plain HTTP: credentials would be sent in the clear",
          "use https, or a cluster on loopback");
    }
    return config;
  }

  public static KubernetesClient open(Config config, Optional<HttpClient.Factory> transport) {
    KubernetesClientBuilder builder =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(KubeJson.SHARED);
    transport.ifPresent(builder::withHttpClientFactory);
    return builder.build();
  }

  private static Config found(KnativeSettings settings, Map<String, String> environment) {
    String context = settings.context().orElse(null);
    if (settings.kubeconfig().isPresent()) {
      return read(context, settings.kubeconfig().get());
    }
    String variable = environment.get("KUBECONFIG");
    if (variable != null && !variable.isBlank()) {
      if (variable.contains(File.pathSeparator) && variable.equals(System.getenv("KUBECONFIG"))) {
        return Config.autoConfigure(context);
      }
      return read(context, Path.of(variable.split(File.pathSeparator)[0]));
    }
    Path usual = Path.of(environment.getOrDefault("HOME", ""), ".kube", "config");
    if (Files.exists(usual)) {
      return read(context, usual);
    }
    if (environment.containsKey(IN_CLUSTER)) {
      return Config.autoConfigure(context);
    }
    throw DeployException.of(
        DeployException.Kind.UNAUTHENTICATED,
        "there is no kubeconfig: neither portolan.knative.kubeconfig nor KUBECONFIG is set, and "
            + usual
            + " does not exist",
        "log in to a cluster, or name its kubeconfig");
  }

  private static Config read(String context, Path file) {
    if (!Files.isReadable(file)) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the kubeconfig " + file + " cannot be read",
          "set portolan.knative.kubeconfig or KUBECONFIG to one that can");
    }
    Config config = Config.fromKubeconfig(context, file.toFile());
    boolean known =
        context == null
            || config.getContexts().stream().anyMatch(each -> each.getName().equals(context));
    if (!known) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the kubeconfig " + file + " has no context '" + context + "'",
          "it has "
              + String.join(
                  ", ", config.getContexts().stream().map(each -> each.getName()).toList()));
    }
    return config;
  }
}
