package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Target;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.images.registry.ImagePlanner;
import dev.portolan.images.registry.RegistryAccess;
import dev.portolan.images.registry.RegistryCredentials;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.knative.cluster.Capabilities;
import dev.portolan.provider.knative.cluster.Cluster;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.ServiceNames;
import dev.portolan.provider.knative.cluster.Waits;
import dev.portolan.provider.knative.config.KnativeCheck;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.eventing.EventingDeeds;
import dev.portolan.provider.knative.serving.Deeds;
import dev.portolan.provider.knative.serving.Probing;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;

/** One run's connection to one cluster and one registry; opened when it is first needed. */
final class Session implements AutoCloseable {
  private final KnativeSettings settings;
  private final Surroundings surroundings;
  private final Transports transports;
  private final Tally tally;
  private final HttpClient http;
  private Config config;
  private KubernetesClient client;
  private Capabilities capabilities;

  Session(KnativeSettings settings, Surroundings surroundings, Transports transports) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.transports = transports;
    this.http = transports.http().get();
    this.tally = new Tally(surroundings.retry());
  }

  Tally tally() {
    return tally;
  }

  HttpClient http() {
    return http;
  }

  synchronized KubeCalls kube() {
    if (client == null) {
      config = Cluster.config(settings, surroundings.environment());
      client = Cluster.open(config, transports.kube());
    }
    return new KubeCalls(client, config.getNamespace(), tally);
  }

  String namespace() {
    kube();
    return config.getNamespace();
  }

  /** What the cluster can do; refuses one without Knative. */
  synchronized Capabilities capabilities() throws Exception {
    if (capabilities == null) {
      KubeCalls kube = kube();
      Capabilities found =
          new Capabilities(URI.create(config.getMasterUrl()).getHost(), kube.groups());
      found.requireServing();
      capabilities = found;
    }
    return capabilities;
  }

  Target target() throws Exception {
    capabilities();
    var context = config.getCurrentContext();
    String user = context == null ? "service account" : context.getContext().getUser();
    String cluster = URI.create(config.getMasterUrl()).getAuthority();
    return new Target(KnativeSettings.PROVIDER, cluster, namespace(), String.valueOf(user));
  }

  Waits waits() {
    return new Waits(surroundings.time(), kube());
  }

  Deeds deeds(Owner owner) {
    return new Deeds(owner, kube(), waits());
  }

  EventingDeeds eventing(Owner owner) {
    return new EventingDeeds(owner, kube(), waits());
  }

  Probing probing() {
    return new Probing(http, surroundings.time(), kube());
  }

  /** Finds or makes this project's image. */
  ImagePlanner images(Owner owner) {
    return new ImagePlanner(
        new RegistryAccess(http, tally, RegistryCredentials.docker()),
        push(owner),
        pull(owner),
        settings.image(),
        JvmStore.of(surroundings.environment()));
  }

  /** Where this project's image goes. */
  Repository push(Owner owner) {
    return repository(owner, registry());
  }

  /** The same place as the cluster names it. */
  Repository pull(Owner owner) {
    return repository(owner, settings.registry().pullRegistry().orElseGet(this::registry));
  }

  private String registry() {
    return settings
        .registry()
        .registry()
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.INVALID_CONFIGURATION,
                    "portolan.knative.registry is not set",
                    KnativeCheck.REGISTRY_HINT));
  }

  private static Repository repository(Owner owner, String registry) {
    return Repository.of(registry + "/" + ServiceNames.image(owner));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
