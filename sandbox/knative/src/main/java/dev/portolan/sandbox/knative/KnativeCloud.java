package dev.portolan.sandbox.knative;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.pod.PodRunner;
import dev.portolan.sandbox.images.pod.ProcessPods;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.Registry;
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
import dev.portolan.sandbox.knative.serving.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedded Knative that is up: API server, registry, controllers and pods, all on loopback. */
public final class KnativeCloud implements SandboxCloud.Running {
  private static final String NAMESPACE = "default";
  private static final int STEPS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Setup setup;
  private final CallLog calls = new CallLog();
  private final FaultPlan faults = new FaultPlan();
  private final ExecutorService threads = threads();
  private final Path kubeconfig;
  private final String token = UUID.randomUUID().toString();
  private final KubeServer server;
  private final KubeSocket socket;
  private final Registry registry;
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
    this.server =
        KubeServer.open(
            setup.state(directory.resolve("cluster.json")),
            setup.catalog(),
            new KnativeAdmission(),
            setup.time(),
            gate,
            token);
    ImageStore images = ImageStore.open(directory.resolve("registry"));
    this.registry = Registry.open(ports.wanted("registry"), images, gate);
    ports.had("registry", registry.port());
    Objects objects = new Objects(server, setup.time());
    PodRunner runner =
        setup
            .runner()
            .orElseGet(() -> new ProcessPods(images, registry.host(), directory, setup.time()));
    this.workloads =
        new Workloads(
            objects,
            runner,
            setup.time(),
            setup.background() ? threads : Runnable::run,
            setup.log(),
            loop::signal);
    this.routes = new RouteServers(ports, new Proxy(objects, workloads), setup.log());
    this.serving =
        new Serving(objects, workloads, new DigestResolution(images, registry.host()), routes);
    server.api().logs(workloads::log);
    this.eventing = Eventing.open(objects, setup.time(), threads, ports, setup.log());
    this.socket = KubeSocket.open(ports.wanted("api"), server.api());
    ports.had("api", socket.port());
    this.kubeconfig = directory.resolve("kubeconfig");
    Kubeconfig.write(kubeconfig, socket.url(), token, NAMESPACE);
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
        registry.host() + "/portolan",
        "baseImage",
        "scratch",
        "createBrokers",
        "true");
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

  public KubeServer server() {
    return server;
  }

  public Registry registry() {
    return registry;
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
    socket.close();
    registry.close();
    threads.shutdownNow();
  }
}
