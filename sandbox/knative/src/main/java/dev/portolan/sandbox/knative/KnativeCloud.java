package dev.portolan.sandbox.knative;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import dev.portolan.sandbox.images.pod.ProcessPods;
import dev.portolan.sandbox.images.registry.Registry;
import dev.portolan.sandbox.images.registry.RegistryService;
import dev.portolan.sandbox.images.time.Loop;
import dev.portolan.sandbox.images.wire.Ports;
import dev.portolan.sandbox.knative.admission.KnativeAdmission;
import dev.portolan.sandbox.knative.eventing.Eventing;
import dev.portolan.sandbox.knative.kube.KubeRefusal;
import dev.portolan.sandbox.knative.kube.KubeServer;
import dev.portolan.sandbox.knative.kube.KubeSocket;
import dev.portolan.sandbox.knative.serving.DigestResolution;
import dev.portolan.sandbox.knative.serving.Objects;
import dev.portolan.sandbox.knative.serving.Proxy;
import dev.portolan.sandbox.knative.serving.RouteServers;
import dev.portolan.sandbox.knative.serving.Serving;
import dev.portolan.sandbox.knative.serving.Way;
import dev.portolan.sandbox.knative.serving.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An embedded Knative that is up: API server, registry, controllers and pods, all on loopback; with
 * {@link Setup#withoutSockets} those who hold it ask it directly.
 */
public final class KnativeCloud implements SandboxCloud.Running {
  private static final String NAMESPACE = "default";

  /** Where nobody listens. */
  private static final String NO_REGISTRY = "127.0.0.1:9999";

  private static final String NO_API_SERVER = "http://127.0.0.1:9998";
  private static final int STEPS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Setup setup;
  private final CallLog calls = new CallLog();
  private final FaultPlan faults = new FaultPlan();
  private final ExecutorService threads = threads();
  private final Path kubeconfig;
  private final String token = UUID.randomUUID().toString();
  private final Memory memory;
  private final KubeServer server;
  private final Optional<KubeSocket> socket;
  private final RegistryService images;
  private final Optional<Registry> registry;
  private final Workloads workloads;
  private final RouteServers routes;
  private final Serving serving;
  private final Eventing eventing;
  private final Loop loop;

  private KnativeCloud(Setup setup) throws IOException {
    this.setup = setup;
    Path directory = Files.createDirectories(setup.directory().toAbsolutePath());
    CallGate gate = new CallGate(faults, calls);
    Ports ports = new Ports(setup.state(directory.resolve("ports.json")));
    this.loop = new Loop("knative-controllers", this::settle, this::due);
    this.memory = new Memory(setup.cluster(), setup.images());
    this.server =
        KubeServer.open(
            memory.cluster(), setup.catalog(), new KnativeAdmission(), setup.time(), gate, token);
    this.images = new RegistryService(memory.images(), gate);
    this.registry = setup.sockets() ? Optional.of(listen(ports)) : Optional.empty();
    Objects objects = new Objects(server, setup.time());
    PodRunner runner =
        setup
            .runner()
            .orElseGet(() -> new ProcessPods(memory.images(), registry(), directory, setup.time()));
    this.workloads =
        new Workloads(
            objects,
            runner,
            setup.time(),
            setup.background() ? threads : Runnable::run,
            setup.log(),
            loop::signal);
    this.routes =
        new RouteServers(ports, new Proxy(objects, workloads), setup.sockets(), setup.log());
    this.serving =
        new Serving(objects, workloads, new DigestResolution(memory.images(), registry()), routes);
    server.api().logs(workloads::log);
    this.eventing =
        Eventing.open(
            objects,
            setup.time(),
            threads,
            Optional.of(ports).filter(any -> setup.sockets()),
            setup.log());
    this.socket = setup.sockets() ? Optional.of(serve(ports)) : Optional.empty();
    this.kubeconfig = directory.resolve("kubeconfig");
    Kubeconfig.write(
        kubeconfig, socket.map(KubeSocket::url).orElse(NO_API_SERVER), token, NAMESPACE);
  }

  private Registry listen(Ports ports) throws IOException {
    Registry opened = Registry.open(ports.wanted("registry"), images);
    ports.had("registry", opened.port());
    return opened;
  }

  private KubeSocket serve(Ports ports) throws IOException {
    KubeSocket opened = KubeSocket.open(ports.wanted("api"), server.api());
    ports.had("api", opened.port());
    return opened;
  }

  /** Builds it and lets it run. */
  public static KnativeCloud open(Setup setup) throws IOException {
    KnativeCloud cloud = new KnativeCloud(setup);
    cloud.settle();
    if (setup.background()) {
      cloud.server.store().onChange(change -> cloud.loop.signal());
      cloud.loop.start();
    } else {
      cloud.server.api().afterWrite(cloud::settle);
    }
    return cloud;
  }

  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "knative-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Lets the controllers run until nothing changes any more. */
  public void settle() {
    long before = -1;
    for (int i = 0; i < STEPS && before != server.store().version(); i++) {
      before = server.store().version();
      try {
        serving.step();
        eventing.step();
        server.deletes().collectStrays();
      } catch (KubeRefusal refusal) {
        if (refusal.code() != 409 && refusal.code() != 404) {
          setup.log().accept("controller: " + refusal.getMessage());
        }
      }
    }
  }

  /** Does what time has made due: ends idle pods, fires schedules. */
  public void due() {
    eventing.due();
    if (serving.scaleDown()) {
      settle();
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "kubeconfig",
        kubeconfig.toString(),
        "namespace",
        NAMESPACE,
        "registry",
        registry() + "/portolan",
        "baseImage",
        "scratch",
        "createBrokers",
        "true",
        "brokerIngress",
        eventing.brokerIngress());
  }

  @Override
  public Happening.Result fire(Happening happening) throws InterruptedException {
    return eventing.fire(NAMESPACE, happening);
  }

  public CallLog calls() {
    return calls;
  }

  public FaultPlan faults() {
    return faults;
  }

  /** What it holds, for another to begin with. */
  public Memory memory() {
    return memory;
  }

  public KubeServer server() {
    return server;
  }

  /** Host and port of its registry, as the names of images begin. */
  public String registry() {
    return registry.map(Registry::host).orElse(NO_REGISTRY);
  }

  /** What its registry answers, however it is asked. */
  public RegistryService images() {
    return images;
  }

  /** Where the next request for this host and port goes; empty if that is no function's address. */
  public Optional<Way> way(String authority) throws InterruptedException {
    return routes.way(authority);
  }

  /** Fires sources by hand. */
  public Eventing eventing() {
    return eventing;
  }

  /** What a request must bear to be let in. */
  public String token() {
    return token;
  }

  @Override
  public void close() {
    if (setup.background()) {
      loop.close();
    }
    eventing.close();
    routes.close();
    workloads.stop(PATIENCE);
    server.store().closeWatches();
    socket.ifPresent(KubeSocket::close);
    registry.ifPresent(Registry::close);
    threads.shutdownNow();
  }
}
