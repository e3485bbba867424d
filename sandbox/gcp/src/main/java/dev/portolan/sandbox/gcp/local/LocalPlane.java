package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Service;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.gcp.artifacts.ArtifactRegistry;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.sandbox.gcp.plane.World;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.images.pod.PodFailedException;
import dev.portolan.sandbox.images.pod.PodFailure;
import dev.portolan.sandbox.images.pod.ProcessPods;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.images.registry.Registry;
import dev.portolan.sandbox.images.time.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs revisions as processes of this machine, lets them be reached on loopback, and brings them
 * their events.
 */
public final class LocalPlane implements DataPlane {
  private static final Duration END = Duration.ofSeconds(10);
  private static final String USER = "oauth2accesstoken";

  private final World world;
  private final Registry registry;
  private final ExecutorService threads;
  private final Fleets fleets;
  private final Doors doors;
  private final Deliveries deliveries;
  private final Ticks ticks;
  private final Loop loop;
  private final MetadataServers metadata;
  private Set<String> superfluous = Set.of();

  private LocalPlane(World world, Function<LocalPlane, InstanceRunner> runner) throws IOException {
    this.world = world;
    this.metadata = new MetadataServers(world.tokens());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "gcp-plane-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    PortRegistry ports = PortRegistry.open(world.directory().resolve("ports.properties"));
    ImageStore images = ImageStore.open(world.directory().resolve("registry"));
    this.registry = Registry.open(ports.wanted("registry"), images, world.gate());
    ports.keep("registry", registry.port());
    registry.require(
        (user, token) -> user.equals(USER) && world.tokens().holder(token).isPresent());
    registry.hold(image -> ArtifactRegistry.holds(world.state().read(), image));
    this.fleets =
        new Fleets(runner.apply(this), world.logs(), world.time(), threads, world.plans());
    String word = Ids.hex(32);
    this.doors =
        new Doors(
            ports,
            new Door.Inside(world.state(), new InvokerCheck(world.tokens()), fleets, word),
            world.log());
    Courier courier = new Courier(word);
    this.deliveries = new Deliveries(world, courier, threads);
    this.ticks = new Ticks(world, courier, threads);
    this.loop = new Loop("gcp-plane", () -> {}, this::due);
    reopen();
    loop.start();
  }

  /** Runs what is deployed: functions in Google's framework, images by their own command. */
  public static LocalPlane open(World world) {
    return open(
        world,
        plane -> {
          FunctionInstances functions =
              new FunctionInstances(world.blobs(), world.directory(), world.time());
          InstanceRunner images =
              InstanceRunner.of(
                  new ProcessPods(
                      plane.registry.images(),
                      plane.registry.host(),
                      world.directory(),
                      world.time()));
          return (revision, log) -> {
            RevisionPlan plan = plane.surrounded(revision);
            return plan.code() instanceof Code.Source source
                ? functions.start(plan, source, log)
                : images.start(plan, log);
          };
        });
  }

  /** Runs everything as this says. */
  public static LocalPlane open(World world, InstanceRunner runner) {
    return open(world, plane -> runner);
  }

  private static LocalPlane open(World world, Function<LocalPlane, InstanceRunner> runner) {
    try {
      return new LocalPlane(world, runner);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the data plane in " + world.directory(), e);
    }
  }

  private RevisionPlan surrounded(RevisionPlan plan) throws PodFailedException {
    try {
      return new Surroundings(metadata, world.endpoint().get()).around(plan);
    } catch (IOException e) {
      throw new PodFailedException(new PodFailure("StartError", e.getMessage(), 128));
    }
  }

  /** Opens the doors of the services of the last run; one whose port is taken gets another URL. */
  private void reopen() {
    ObjectNode tree = world.state().read();
    for (String name : RunState.SERVICES.names(tree, "projects/")) {
      Service service = RunState.SERVICES.find(tree, name).orElseThrow();
      Service here = here(service);
      if (!here.equals(service)) {
        world
            .state()
            .change(
                next -> {
                  RunState.SERVICES.put(next, name, here);
                  return next;
                });
      }
    }
  }

  private Service here(Service service) {
    String url = doors.url(service.getName(), Optional.empty());
    Service.Builder here = service.toBuilder().setUri(url).clearUrls().addUrls(url);
    here.getTrafficStatusesBuilderList().stream()
        .filter(each -> !each.getTag().isEmpty())
        .forEach(each -> each.setUri(doors.url(service.getName(), Optional.of(each.getTag()))));
    return here.build();
  }

  private void due() {
    try {
      deliveries.due();
      ticks.due();
      fleets.scale();
      sweep();
    } catch (RuntimeException e) {
      world.log().accept("the sandbox could not bring on what is due: " + e);
    }
  }

  /** Closes doors that lead nowhere, once they have done so twice: some are about to be needed. */
  private void sweep() {
    Set<String> wanted = new HashSet<>();
    for (Service each : RunState.SERVICES.list(world.state().read(), "projects/")) {
      wanted.add(Doors.key(each.getName(), Optional.empty()));
      each.getTrafficList().forEach(target -> wanted.add(key(each, target.getTag())));
      each.getTrafficStatusesList().forEach(status -> wanted.add(key(each, status.getTag())));
    }
    superfluous = doors.sweep(wanted, superfluous);
  }

  private static String key(Service service, String tag) {
    return Doors.key(service.getName(), Optional.of(tag).filter(each -> !each.isEmpty()));
  }

  @Override
  public Standing look(RevisionPlan plan) {
    return fleets.of(plan.revision()).look(plan, world.settle());
  }

  @Override
  public void retain(Set<String> revisions) {
    fleets.retain(revisions);
  }

  @Override
  public List<String> lines(String revision) {
    return fleets.find(revision).map(each -> each.log().lines()).orElse(List.of());
  }

  @Override
  public String url(String service, Optional<String> tag) {
    return doors.url(service, tag);
  }

  @Override
  public Optional<String> registry() {
    return Optional.of(registry.host());
  }

  @Override
  public void changed() {
    loop.signal();
  }

  @Override
  public void settle() {
    fleets.settle();
  }

  /** How many instances of a revision run. */
  public int instances(String revision) {
    return fleets.find(revision).map(Fleet::size).orElse(0);
  }

  @Override
  public void close() {
    loop.close();
    fleets.close();
    threads.shutdownNow();
    try {
      // whoever was starting an instance stops it first
      if (!threads.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
        world.log().accept("the sandbox ends while something of it still runs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    doors.close();
    metadata.close();
    registry.close();
  }
}
