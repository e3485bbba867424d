package dev.portolan.provider.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.images.packing.Trees;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.provider.gcp.wire.JdkTransport;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.Setup;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.World;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TestCloud;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The embedded project as the contracts see it: in process, its revisions without a JVM. */
final class EmbeddedCloud implements TestCloud {
  private final Product product;
  private final Function<World, DataPlane> plane;
  private final VirtualTime time;
  private final Path directory;
  private final GcpCloud cloud;
  private final Images images;
  private Map<String, String> more = Map.of();
  private final HttpClient http;

  /** One for all runs: signing takes its time. */
  private final Login login;

  EmbeddedCloud(Product product) {
    this(product, world -> InstantPlane.ready());
  }

  EmbeddedCloud(Product product, Function<World, DataPlane> plane) {
    this(product, plane, VirtualTime.start(), Optional.empty());
  }

  /** One of its own, or a copy of another. */
  private EmbeddedCloud(
      Product product,
      Function<World, DataPlane> plane,
      VirtualTime time,
      Optional<EmbeddedCloud> like) {
    this.product = product;
    this.plane = plane;
    this.time = time;
    try {
      directory = Files.createTempDirectory("portolan-gcp");
      Setup setup = Setup.inMemory(directory, time).with(plane);
      cloud = GcpCloud.open(like.isPresent() ? setup.with(like.get().cloud.memory()) : setup);
      if (like.isEmpty()) {
        cloud.furnish();
        cloud.secret("db", "x");
        SampleProject.BUCKETS.forEach(bucket -> cloud.bucket(bucket, GcpCloud.REGION));
      }
      Path registry = directory.resolve("registry");
      if (like.isPresent()) {
        like.get().images.copy(registry);
      }
      images = new Images(registry, cloud);
      http = new EmbeddedHttp(cloud, Optional.of(images));
      Path key = Path.of(cloud.settings().get("credentials"));
      login = Login.open(Optional.of(key), JdkTransport.over(http));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deploys to it keep no revision but the one that serves: what it needs is all that is needed.
   */
  EmbeddedCloud keepingOne() {
    more = Map.of("keepRevisions", "1");
    return this;
  }

  /** The project itself, for what the contracts have no words for. */
  GcpCloud google() {
    return cloud;
  }

  @Override
  public Provider provider() {
    return GcpProvider.over(
        new Transports(() -> JdkTransport.over(http), () -> http, Optional.of(login)));
  }

  @Override
  public Settings settings() {
    return Settings.of(cloud.settings())
        .with(
            Map.of(
                "target",
                product.key(),
                "repository",
                Images.HOST + "/" + GcpCloud.PROJECT + "/portolan",
                "createTopics",
                "true",
                "baseImage",
                "scratch",
                "startupCache",
                "none"))
        .with(more);
  }

  @Override
  public Set<String> credentials() {
    try {
      return Set.of(login.accessToken());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    cloud.settle();
    String state = CloudState.of(cloud, Images.HOST);
    // A revision that is gone is still one that has served.
    return more.isEmpty() ? state : state.replaceAll("[a-z-]+-\\d{5}-[a-z]{3},", "");
  }

  /** All that is there, by its kind and name. */
  ObjectNode tree() {
    cloud.settle();
    return cloud.state();
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    new Stranger(cloud).plant(owner, function);
    forgetCalls();
  }

  @Override
  public void drift(Owner owner, String function) {
    new Stranger(cloud).resize(owner, function);
    forgetCalls();
  }

  /** Sets a command in a function's container by hand. */
  void command(Owner owner, String function) {
    new Stranger(cloud).command(owner, function);
    forgetCalls();
  }

  /** Leaves a function's service behind without its function. */
  void orphan(Owner owner, String function) {
    new Stranger(cloud).orphan(owner, function);
    forgetCalls();
  }

  @Override
  public EmbeddedCloud copy() {
    EmbeddedCloud copy = new EmbeddedCloud(product, plane, time.copy(), Optional.of(this));
    copy.more = more;
    return copy;
  }

  /** Google reads what was written, service accounts aside. */
  @Override
  public void delay(Duration readable, Duration usable) {
    cloud.delay(Delays.none().withAccounts(readable, usable).withOperation(Duration.ofSeconds(2)));
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
