package dev.portolan.sandbox.knative;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.images.pod.PodRunner;
import dev.portolan.sandbox.images.registry.ImageStore;
import dev.portolan.sandbox.knative.kube.ResourceCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an embedded Knative is built.
 *
 * @param directory holds its state; created if missing
 * @param log takes lines worth telling a person
 * @param runner starts pods in place of processes
 * @param background whether controllers run by themselves; without it each write is followed by all
 *     that follows from it before it is answered, time passes only when told, and what the cluster
 *     holds ends with the process
 * @param sockets whether it is reached over HTTP on loopback; without, only in process
 * @param start what it begins with; empty for an empty cluster, or what its directory holds
 */
public record Setup(
    Path directory,
    TimeSource time,
    Consumer<String> log,
    Optional<PodRunner> runner,
    boolean background,
    ResourceCatalog catalog,
    boolean sockets,
    Optional<Memory> start) {

  /** As people run it: images as processes, controllers in the background. */
  public static Setup of(Path directory, TimeSource time, Consumer<String> log) {
    return new Setup(
        directory,
        time,
        log,
        Optional.empty(),
        true,
        ResourceCatalog.withKnative(),
        true,
        Optional.empty());
  }

  /** As tests run it by the hundred: pods by this runner, no thread of its own. */
  public Setup with(PodRunner pods) {
    return new Setup(directory, time, log, Optional.of(pods), false, catalog, sockets, start);
  }

  /** Nobody listens: who knows it asks it directly. */
  public Setup withoutSockets() {
    return new Setup(directory, time, log, runner, background, catalog, false, start);
  }

  /** What is to be remembered: beyond the process only by a cloud that runs by itself. */
  StateStore state(Path file) throws IOException {
    return background ? StateStore.open(file) : StateStore.inMemory();
  }

  /** A cluster on which only these kinds are installed. */
  public Setup with(ResourceCatalog kinds) {
    return new Setup(directory, time, log, runner, background, kinds, sockets, start);
  }

  /** Begins with what another that forgets with the process holds now. */
  public Setup with(Memory memory) {
    return new Setup(
        directory, time, log, runner, background, catalog, sockets, Optional.of(memory));
  }

  StateStore cluster() throws IOException {
    return start.isPresent()
        ? start.get().cluster().copy()
        : state(directory.resolve("cluster.json"));
  }

  ImageStore images() throws IOException {
    Path registry = directory.resolve("registry");
    if (start.isPresent()) {
      return start.get().images().copy(registry);
    }
    return background ? ImageStore.open(registry) : ImageStore.forgetful(registry);
  }
}
