package dev.portolan.provider.knative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.images.packing.Trees;
import dev.portolan.sandbox.images.pod.PodRunner;
import dev.portolan.sandbox.knative.KnativeCloud;
import dev.portolan.sandbox.knative.Memory;
import dev.portolan.sandbox.knative.Setup;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import dev.portolan.sandbox.knative.kube.ResourceType;
import dev.portolan.sandbox.knative.kube.WriteOptions;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.VirtualTime;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The embedded cluster as the contracts see it: in process, its pods without a JVM. */
final class EmbeddedCloud implements TestCloud {
  private Map<String, String> more = Map.of();
  private final PodRunner pods;
  private final ResourceCatalog kinds;
  private final VirtualTime time;
  private final Path directory;
  private final KnativeCloud cloud;
  private final HttpClient http;

  EmbeddedCloud() {
    this(new ReadyPods());
  }

  EmbeddedCloud(PodRunner pods) {
    this(pods, type -> false);
  }

  /** One on which some kinds are not installed. */
  EmbeddedCloud(PodRunner pods, Predicate<ResourceType> absent) {
    this(
        pods, ResourceCatalog.withKnative().without(absent), VirtualTime.start(), Optional.empty());
  }

  /** One of its own, or a copy of another. */
  private EmbeddedCloud(
      PodRunner pods, ResourceCatalog kinds, VirtualTime time, Optional<Memory> start) {
    this.pods = pods;
    this.kinds = kinds;
    this.time = time;
    try {
      directory = Files.createTempDirectory("portolan-knative");
      Setup setup = Setup.of(directory, time, line -> {}).with(pods).with(kinds).withoutSockets();
      cloud = KnativeCloud.open(start.map(setup::with).orElse(setup));
      Config config = Config.fromKubeconfig(Path.of(cloud.settings().get("kubeconfig")).toFile());
      http = new InProcessHttp(cloud, URI.create(config.getMasterUrl()));
      if (start.isEmpty()) {
        brokers();
        referred();
      }
      forgetCalls();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The brokers that functions may subscribe to, where there may be any. */
  private void brokers() {
    Optional<ResourceType> kind = kinds.kept("eventing.knative.dev", "brokers");
    if (kind.isPresent()) {
      Stream.of(
              SampleProject.TOPICS,
              SampleProject.QUEUES,
              SampleProject.DEAD_LETTERS,
              SampleProject.BUCKETS,
              SampleProject.TABLES)
          .flatMap(List::stream)
          .forEach(name -> create(kind.get(), named(name)));
      cloud.settle();
    }
  }

  /** What functions may refer to: a secret, and an account to run as. */
  private void referred() {
    ObjectNode secret = named("db");
    secret.putObject("stringData").put("value", "x");
    create(kinds.kept("", "secrets").orElseThrow(), secret);
    create(kinds.kept("", "serviceaccounts").orElseThrow(), named("greeter"));
  }

  private void create(ResourceType kind, ObjectNode object) {
    cloud.server().writes().create(kind, object, WriteOptions.by("admin"));
  }

  private static ObjectNode named(String name) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", name).put("namespace", "default");
    return object;
  }

  /** Deploys to it keep no revision but the one that serves. */
  EmbeddedCloud keepingOne() {
    more = Map.of("keepRevisions", "1");
    return this;
  }

  @Override
  public Provider provider() {
    return KnativeProvider.over(new Transports(Optional.of(new InProcessKube(http)), () -> http));
  }

  @Override
  public Settings settings() {
    return Settings.of(cloud.settings())
        .with(
            Map.of(
                "baseImage",
                "scratch",
                "startupCache",
                "none",
                "createBrokers",
                "false",
                "kafkaServers",
                "kafka.example.com:9092",
                // a registry's port differs from cloud to cloud; the images' names must not
                "pullRegistry",
                "registry.example.com/team"))
        .with(more);
  }

  @Override
  public Set<String> credentials() {
    return Set.of(cloud.token());
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public FaultSchedule faults() {
    return new EmbeddedFaults(cloud.faults());
  }

  @Override
  public List<Call> calls() {
    return cloud.calls().calls().stream()
        .map(
            call ->
                new Call(
                    call.number(),
                    call.service() + ":" + call.operation(),
                    Call.Kind.valueOf(call.access().name())))
        .toList();
  }

  @Override
  public void forgetCalls() {
    cloud.calls().clear();
  }

  @Override
  public String state() {
    String state = CloudState.of(cloud);
    // A revision that is gone is still one that has served.
    return more.isEmpty() ? state : state.replaceAll("(?m)^.*portolan.dev/served = .*$", "");
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    new Stranger(http, settings()).plant(owner, function);
    forgetCalls();
  }

  @Override
  public void drift(Owner owner, String function) {
    new Stranger(http, settings()).resize(owner, function);
    forgetCalls();
  }

  void listen(String broker, String name) {
    new Stranger(http, settings()).listen(broker, name);
    forgetCalls();
  }

  void hide(Owner owner, String function) {
    new Stranger(http, settings()).hide(owner, function);
    forgetCalls();
  }

  @Override
  public EmbeddedCloud copy() {
    return new EmbeddedCloud(pods, kinds, time.copy(), Optional.of(cloud.memory()));
  }

  /** Kubernetes reads what was written: there is no such delay to simulate. */
  @Override
  public void delay(Duration readable, Duration usable) {
    // nothing to do
  }

  @Override
  public void close() {
    cloud.close();
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
