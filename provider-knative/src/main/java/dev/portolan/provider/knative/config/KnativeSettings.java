package dev.portolan.provider.knative.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Problem;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.config.RegistrySettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that hold for a whole run, read once.
 *
 * @param ingressAuthenticates whether the cluster's ingress asks callers who they are
 * @param plainHttp whether a function may be called where its input can be read on the way
 * @param createBrokers whether the broker of a topic, queue, bucket or table is made where there is
 *     none
 * @param brokerIngress where a broker that tells no address yet takes events: before {@code
 *     /NAMESPACE/NAME}
 */
public record KnativeSettings(
    Optional<Path> kubeconfig,
    Optional<String> context,
    Optional<String> namespace,
    RegistrySettings registry,
    ImageSettings image,
    boolean ingressAuthenticates,
    boolean plainHttp,
    Optional<Path> manifests,
    boolean prune,
    boolean createBrokers,
    String brokerIngress) {
  /** The provider's name, which its settings begin with. */
  public static final String PROVIDER = "knative";

  /**
   * Of the channel-based class, which is the default ({@code pkg/reconciler/broker/broker.go} of
   * knative/eventing).
   */
  private static final String BROKER_INGRESS =
      "http://broker-ingress.knative-eventing.svc.cluster.local";

  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final List<Setting> CLUSTER =
      List.of(
          Setting.provider("kubeconfig", "path of the kubeconfig", "KUBECONFIG, ~/.kube/config"),
          Setting.provider("context", "context of the kubeconfig", "the current one"),
          Setting.provider("namespace", "namespace to deploy into", "the context's, then default"));

  private static final List<Setting> OWN =
      List.of(
          Setting.provider(
              "authentication",
              "cluster-local, or ingress where the cluster's ingress identifies callers",
              "cluster-local"),
          Setting.provider(
              "plainHttp", "true: invoke sends its payload over plain HTTP where need be", "false"),
          Setting.provider("manifests", "directory that plan writes the manifests into", ""),
          Setting.provider("prune", "true: delete functions no longer in the project", "false"),
          Setting.provider(
              "createBrokers",
              "true: make brokers that functions name and that are not there",
              "false"),
          Setting.provider(
              "brokerIngress",
              "where brokers that are made take what functions send",
              BROKER_INGRESS),
          Names.SETTING,
          Setting.function("cpu", "most CPU of an instance: 0.5, 500m", "1"),
          Setting.function("cpuRequest", "CPU reserved for an instance", "100m"),
          Setting.function("concurrency", "requests at once in an instance, 0 for no bound", "80"),
          Setting.function("minScale", "fewest instances", "0"),
          Setting.function("maxScale", "most instances, 0 for no bound", "0"),
          Setting.function("scaleDownDelay", "how long an idle instance stays: 30s, 15m", ""),
          Setting.function("serviceAccount", "service account the function runs as", "default"),
          Setting.function("pullSecret", "secret with the registry's credentials", ""),
          Setting.function("probe", "none: do not ask a new revision before it serves", "http"),
          Setting.function("keepRevisions", "revisions to keep for rollback, from 1", "5"));

  public static final List<Setting> KNOWN =
      Stream.of(CLUSTER, RegistrySettings.KNOWN, ImageSettings.KNOWN, OWN, EventSettings.KNOWN)
          .flatMap(List::stream)
          .toList();

  /** Reads what is there, and tells all that is wrong with it. */
  public static KnativeSettings read(Settings settings, List<Problem> problems) {
    SettingReader reader = SettingReader.of(PROVIDER, settings, problems);
    return new KnativeSettings(
        path(reader, "kubeconfig"),
        reader.text("context"),
        reader.text("namespace", NAME, "a namespace: lower-case letters, digits, dashes"),
        RegistrySettings.read(reader),
        ImageSettings.read(reader),
        reader.oneOf(
            "authentication",
            false,
            new Boolean[] {true, false},
            ingress -> ingress ? "ingress" : "cluster-local"),
        reader.flag("plainHttp"),
        path(reader, "manifests"),
        reader.flag("prune"),
        reader.flag("createBrokers"),
        reader
            .text("brokerIngress", "https?://[^/?#@]+", "scheme, host and port: " + BROKER_INGRESS)
            .orElse(BROKER_INGRESS));
  }

  public static KnativeSettings from(Settings settings) {
    List<Problem> problems = new ArrayList<>();
    KnativeSettings read = read(settings, problems);
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
    return read;
  }

  private static Optional<Path> path(SettingReader reader, String key) {
    try {
      return reader.text(key).map(Path::of);
    } catch (InvalidPathException e) {
      reader.problem(key, "is no path", "");
      return Optional.empty();
    }
  }
}
